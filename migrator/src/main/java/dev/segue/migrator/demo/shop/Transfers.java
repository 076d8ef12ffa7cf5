package dev.segue.migrator.demo.shop;

import java.math.BigDecimal;
import java.sql.SQLException;

/** Moves amounts between orders that all workers write; the sum stays. */
final class Transfers {

  private static final String MOVE = "UPDATE orders SET amount = amount + ? WHERE id = ?";

  private Transfers() {}

  static void transfer(Desk desk) throws SQLException {
    int here = desk.random().nextInt(desk.till().size());
    int there = desk.random().nextInt(desk.till().size());
    if (here == there) {
      return;
    }
    // The lower key first, always: two transfers never wait for each other in a circle.
    long lower = desk.till().key(Math.min(here, there));
    long higher = desk.till().key(Math.max(here, there));
    BigDecimal amount = desk.invent().amount();
    desk.session().begin();
    try {
      int counts =
          desk.session().update(MOVE, amount.negate(), lower)
              + desk.session().update(MOVE, amount, higher);
      desk.checkCount("transfer", 2, counts);
    } catch (SQLException e) {
      takeBack(desk, e);
      throw e;
    }
    commit(desk, lower, higher, amount);
    desk.session().end();
  }

  private static void commit(Desk desk, long from, long to, BigDecimal amount) throws SQLException {
    try {
      desk.session().commit();
      desk.till().moved(from, to, amount);
    } catch (SQLException e) {
      if (Outcomes.isUnknownAfter(e)) {
        desk.till().outcomeUnknown();
      }
      throw e;
    }
  }

  private static void takeBack(Desk desk, SQLException failure) {
    try {
      desk.session().rollback();
      desk.session().end();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
