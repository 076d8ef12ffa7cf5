package dev.segue.migrator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;

/**
 * The same application in its new version: it names the tables into which that of the others is
 * decomposed, and writes the rows of both in one transaction.
 */
final class PartWriter extends AccountWriter {

  /**
   * @param refusals SQLSTATEs that its statements may end with besides
   */
  PartWriter(String url, int number, Lock gate, AtomicLong statements, Set<String> refusals) {
    super(url, number, gate, statements, refusals);
  }

  @Override
  void write(Connection connection) throws SQLException {
    int key = key();
    switch (random(8)) {
      case 0, 1 -> {
        insert(connection, key);
        execute(
            connection,
            "INSERT INTO accounts_money (id, balance) VALUES (?, 1)"
                + " ON CONFLICT (id) DO UPDATE SET balance = EXCLUDED.balance",
            key);
      }
      case 2, 3 ->
          execute(
              connection,
              "UPDATE accounts_money SET balance = coalesce(balance, 0) + ? WHERE id = ?",
              1,
              key);
      case 4 ->
          execute(
              connection,
              "UPDATE accounts_wide SET full_name = full_name || '.'"
                  + " WHERE owner = ? AND id < ? AND length(full_name) < 30",
              key % 50,
              key);
      case 5 -> delete(connection, key);
      case 6 -> {
        if (delete(connection, key)) {
          insert(connection, key);
          execute(connection, "INSERT INTO accounts_money (id) VALUES (?)", key);
        }
      }
      default -> {
        execute(connection, "SELECT 1 FROM accounts_wide WHERE id = ? FOR UPDATE", key);
        execute(connection, "UPDATE accounts_money SET balance = balance * 1.01 WHERE id = ?", key);
      }
    }
  }

  private void insert(Connection connection, int key) throws SQLException {
    execute(
        connection,
        "INSERT INTO accounts_wide (id, owner, full_name) VALUES (?, ?, 'new')"
            + " ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name",
        key,
        key % 50);
  }

  /** Whoever has deleted the first table's row may delete the other one's. */
  private boolean delete(Connection connection, int key) throws SQLException {
    boolean deleted = execute(connection, "DELETE FROM accounts_wide WHERE id = ?", key) == 1;
    if (deleted) {
      execute(connection, "DELETE FROM accounts_money WHERE id = ?", key);
    }
    return deleted;
  }
}
