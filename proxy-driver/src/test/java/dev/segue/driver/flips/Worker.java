package dev.segue.driver.flips;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * One thread of the application: it owns its rows, works on them in transactions of every form that
 * JDBC and SQL know, and compares what it reads with what it wrote. Any surprise ends it.
 */
final class Worker implements Callable<Void> {

  /** Gives a connection: out of a pool, or always the same. */
  @FunctionalInterface
  interface Source {
    Connection get() throws SQLException;
  }

  /** Statements of one connection before it is given back. */
  private static final int ROUNDS = 12;

  private final Source source;
  private final int owner;
  private final Random random;
  private final LongAdder executed;
  private final Callable<Boolean> done;
  private final Expectation known = new Expectation();
  private long number;

  Worker(Source source, int owner, LongAdder executed, Callable<Boolean> done) {
    this.source = source;
    this.owner = owner;
    this.random = new Random(owner);
    this.executed = executed;
    this.done = done;
  }

  Expectation known() {
    return known;
  }

  /** Whether a worker has ended before its time. */
  static boolean hasFailed(Future<?> future) {
    if (!future.isDone()) {
      return false;
    }
    try {
      future.get();
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public Void call() throws Exception {
    while (!done.call()) {
      try (Connection connection = source.get();
          ShopStatements shop = new ShopStatements(connection, owner, random, number, executed)) {
        if (known.customers().isEmpty()) {
          shop.insertCustomer(known);
          shop.insertOrder(known);
        }
        for (int i = 0; i < ROUNDS; i++) {
          round(shop);
        }
        shop.compareAll(known);
        number = shop.number();
      }
    }
    return null;
  }

  private void round(ShopStatements shop) throws SQLException {
    switch (random.nextInt(6)) {
      case 0 -> transaction(shop);
      case 1 -> transactionWithSavepoint(shop);
      case 2 -> transactionInSql(shop);
      default -> statement(shop, known);
    }
  }

  private void statement(ShopStatements shop, Expectation known) throws SQLException {
    switch (random.nextInt(10)) {
      case 0 -> shop.insertCustomer(known);
      case 1 -> shop.insertOrder(known);
      case 2 -> shop.rename(known);
      case 3 -> shop.renamePlainly(known);
      case 4 -> shop.findByName(known);
      case 5 -> shop.addAmount(known);
      case 6 -> shop.setAmounts(known);
      case 7 -> shop.batchOfTexts(known);
      case 8 -> shop.readOrder(known);
      default -> shop.deleteOrder(known);
    }
  }

  private void transaction(ShopStatements shop) throws SQLException {
    Connection connection = shop.connection();
    Expectation inside = known.copy();
    connection.setAutoCommit(false);
    several(shop, inside);
    if (random.nextInt(3) == 0) {
      connection.rollback();
    } else {
      connection.commit();
      known.become(inside);
    }
    connection.setAutoCommit(true);
  }

  private void transactionWithSavepoint(ShopStatements shop) throws SQLException {
    Connection connection = shop.connection();
    Expectation inside = known.copy();
    connection.setAutoCommit(false);
    several(shop, inside);
    Savepoint savepoint = connection.setSavepoint();
    several(shop, inside.copy());
    connection.rollback(savepoint);
    several(shop, inside);
    connection.setAutoCommit(true); // which commits
    known.become(inside);
  }

  private void transactionInSql(ShopStatements shop) throws SQLException {
    Expectation inside = known.copy();
    try (Statement statement = shop.connection().createStatement()) {
      statement.execute("BEGIN");
      several(shop, inside);
      if (random.nextBoolean()) {
        statement.execute("COMMIT AND CHAIN");
        known.become(inside);
        several(shop, inside);
      }
      if (random.nextInt(3) == 0) {
        statement.execute("ROLLBACK");
      } else {
        statement.execute("COMMIT");
        known.become(inside);
      }
    }
  }

  /** Writes and reads of what was written, within one transaction. */
  private void several(ShopStatements shop, Expectation inside) throws SQLException {
    shop.rename(inside);
    shop.addAmount(inside);
    int more = random.nextInt(4);
    for (int i = 0; i < more; i++) {
      statement(shop, inside);
    }
    shop.renamePlainly(inside);
    shop.readOrder(inside);
    shop.findByName(inside);
  }
}
