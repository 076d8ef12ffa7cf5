package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.SharedTill;
import dev.segue.migrator.demo.ledger.WorkerLedger;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Where one worker sits: its session, its part of the ledger, its random numbers. Not thread-safe.
 *
 * @param number which worker this is, from 0
 * @param lastKey the last key of the customers that this worker was given at the start; those
 *     before it are its own, without gaps of others
 * @param serial the last number that was used to make an email unique
 */
record Desk(
    int number,
    Session session,
    WorkerLedger ledger,
    SharedTill till,
    RandomGenerator random,
    Invention invent,
    long lastKey,
    AtomicLong serial) {

  /** Something that is done at a desk. */
  @FunctionalInterface
  interface Action {
    void run(Desk desk) throws SQLException;
  }

  /** Statements of one transaction. */
  @FunctionalInterface
  interface Statements {
    void run() throws SQLException;
  }

  /** Runs statements as one transaction that commits. */
  void transaction(Statements statements) throws SQLException {
    inTransaction(statements, true);
  }

  /** Runs statements as one transaction that is rolled back at its end. */
  void rolledBack(Statements statements) throws SQLException {
    inTransaction(statements, false);
  }

  private void inTransaction(Statements statements, boolean keep) throws SQLException {
    session.begin();
    try {
      statements.run();
      if (!keep) {
        session.rollback();
      }
    } catch (SQLException e) {
      ledger.rollback();
      takeBack(e);
      throw e;
    }
    if (keep) {
      commit();
    } else {
      ledger.rollback();
    }
    session.end();
  }

  private void commit() throws SQLException {
    try {
      session.commit();
      ledger.commit();
    } catch (SQLException e) {
      if (Outcomes.isUnknownAfter(e)) {
        ledger.outcomeUnknown();
      } else {
        ledger.rollback();
      }
      throw e;
    }
  }

  private void takeBack(SQLException failure) {
    try {
      session.rollback();
      session.end();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** The end of a range of keys that begins at a customer and holds no other worker's. */
  long lastOwnKey(long first, int width) {
    return first > lastKey ? first : Math.min(first + width, lastKey);
  }

  /** An email address that no other customer has. */
  String newEmail() {
    return "worker%d-%d@shop.example".formatted(number, serial.incrementAndGet());
  }

  /** Runs a statement that must be refused with this SQLSTATE, and notes whether it was. */
  void mustFail(String state, String what, Statements statement) throws SQLException {
    try {
      statement.run();
    } catch (SQLException e) {
      if (!state.equals(e.getSQLState())) {
        throw e;
      }
      return;
    }
    ledger.check(what, "SQLSTATE " + state, "success");
  }

  /** Notes whether a statement changed as many rows as it had to. */
  void checkCount(String statement, int expected, int seen) {
    ledger.check("update count, " + statement, expected, seen);
  }
}
