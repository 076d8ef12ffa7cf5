package dev.segue.migrator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.UnaryOperator;

/**
 * An application that writes what others write too: inserts, updates, updates of the key, deletes,
 * insertions of keys just deleted, in transactions of either isolation level that commit, roll back
 * or roll back to a savepoint.
 */
class AccountWriter implements Runnable {

  static final int KEYS = 4_000;

  /** What such applications meet without Segue too: a key that is there, and each other. */
  private static final Set<String> MET = Set.of("23505", "40001", "40P01", "25P02");

  private final String url;
  private final Random random;
  private final Lock gate;
  private final AtomicLong statements;
  private final Set<String> refusals;
  private volatile UnaryOperator<String> form = UnaryOperator.identity();
  private volatile boolean stopped;
  private volatile long refused;

  AccountWriter(String url, int number, Lock gate, AtomicLong statements) {
    this(url, number, gate, statements, Set.of());
  }

  /**
   * @param refusals SQLSTATEs that its statements may end with besides
   */
  AccountWriter(String url, int number, Lock gate, AtomicLong statements, Set<String> refusals) {
    this.refusals = Set.copyOf(refusals);
    this.url = url;
    this.random = new Random(number);
    this.gate = gate;
    this.statements = statements;
  }

  void stop() {
    stopped = true;
  }

  /** Lets it write its statements in another form from now on. */
  void speak(UnaryOperator<String> otherForm) {
    form = otherForm;
  }

  /** How many of its statements failed, as they might. */
  long refused() {
    return refused;
  }

  @Override
  public void run() {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      while (!stopped) {
        gate.lock();
        try {
          transaction(connection);
        } finally {
          gate.unlock();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getSQLState() + ": " + e.getMessage(), e);
    }
  }

  private void transaction(Connection connection) throws SQLException {
    connection.setTransactionIsolation(
        random.nextInt(3) == 0
            ? Connection.TRANSACTION_REPEATABLE_READ
            : Connection.TRANSACTION_READ_COMMITTED);
    try {
      int length = 1 + random.nextInt(4);
      for (int i = 0; i < length; i++) {
        if (random.nextInt(8) == 0) {
          Savepoint savepoint = connection.setSavepoint();
          write(connection);
          connection.rollback(savepoint);
        }
        write(connection);
      }
      if (random.nextInt(6) == 0) {
        connection.rollback();
      } else {
        connection.commit();
      }
    } catch (SQLException e) {
      connection.rollback();
      if (!MET.contains(e.getSQLState()) && !refusals.contains(e.getSQLState())) {
        throw e;
      }
      refused++;
    }
  }

  /** Writes something: one statement, or two that belong together. */
  void write(Connection connection) throws SQLException {
    int key = key();
    switch (random(10)) {
      case 0, 1 ->
          execute(
              connection,
              "INSERT INTO accounts (id, owner, name, balance) VALUES (?, ?, 'new', 1)"
                  + " ON CONFLICT (id) DO UPDATE SET balance = accounts.balance + 1",
              key,
              key % 50);
      case 2 ->
          execute(
              connection,
              "INSERT INTO accounts (id, owner) SELECT ?, ? WHERE NOT EXISTS"
                  + " (SELECT FROM accounts WHERE id = "
                  + key
                  + ")",
              key,
              key % 50);
      case 3, 4 ->
          execute(
              connection,
              "UPDATE accounts SET balance = coalesce(balance, 0) + ? WHERE id = ?",
              1,
              key);
      case 5 ->
          execute(
              connection,
              "UPDATE accounts SET name = name || '.' WHERE owner = ? AND id < ? AND length(name) < 30",
              key % 50,
              key);
      case 6 -> execute(connection, "UPDATE accounts SET id = ? WHERE id = ?", key(), key);
      case 7 -> execute(connection, "DELETE FROM accounts WHERE id = ?", key);
      case 8 -> {
        execute(connection, "DELETE FROM accounts WHERE id = ?", key);
        execute(
            connection,
            "INSERT INTO accounts (id, owner, name) VALUES (?, ?, 're')",
            key,
            key % 50);
      }
      default -> {
        execute(connection, "SELECT 1 FROM accounts WHERE id = ? FOR UPDATE", key);
        execute(connection, "UPDATE accounts SET balance = balance * 1.01 WHERE id = ?", key);
      }
    }
  }

  final int random(int bound) {
    return random.nextInt(bound);
  }

  final int key() {
    return 1 + random.nextInt(KEYS);
  }

  /** Executes a statement, and says how many rows it wrote; -1 where it is a query. */
  final int execute(Connection connection, String sql, int... values) throws SQLException {
    statements.incrementAndGet();
    try (PreparedStatement statement = connection.prepareStatement(form.apply(sql))) {
      for (int i = 0; i < values.length; i++) {
        statement.setInt(i + 1, values[i]);
      }
      statement.execute();
      return statement.getUpdateCount();
    }
  }
}
