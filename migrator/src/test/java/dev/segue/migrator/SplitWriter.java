package dev.segue.migrator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;

/**
 * The same application in its new version: it names the tables among which the rows of that of the
 * others are split, and moves a row from one to another by two writes.
 */
final class SplitWriter extends AccountWriter {

  /** What a part does not take: a key that another one has. */
  private static final Set<String> MET = Set.of("23514");

  SplitWriter(String url, int number, Lock gate, AtomicLong statements) {
    super(url, number, gate, statements, MET);
  }

  @Override
  void write(Connection connection) throws SQLException {
    int key = key();
    String part = partOf(key);
    switch (random(10)) {
      case 0, 1 -> upsert(connection, key);
      case 2, 3 ->
          execute(
              connection,
              "UPDATE " + part + " SET balance = coalesce(balance, 0) + ? WHERE id = ?",
              1,
              key);
      case 4 ->
          execute(
              connection,
              "UPDATE "
                  + part
                  + " SET full_name = full_name || '.'"
                  + " WHERE owner = ? AND id < ? AND length(full_name) < 30",
              key % 50,
              key);
      case 5 -> execute(connection, "UPDATE " + part + " SET id = ? WHERE id = ?", key(), key);
      case 6 -> execute(connection, "DELETE FROM " + part + " WHERE id = ?", key);
      case 7 -> {
        int other = key();
        if (execute(connection, "DELETE FROM " + part + " WHERE id = ?", key) == 1) {
          upsert(connection, other);
        }
      }
      case 8 -> {
        int other = key();
        execute(
            connection,
            ("WITH gone AS (DELETE FROM %s WHERE id = ? RETURNING owner, full_name, balance)"
                    + " INSERT INTO %s (id, owner, full_name, balance)"
                    + " SELECT ?, owner, full_name, balance FROM gone")
                .formatted(part, partOf(other)),
            key,
            other);
      }
      default -> {
        execute(connection, "SELECT 1 FROM " + part + " WHERE id = ? FOR UPDATE", key);
        execute(connection, "UPDATE " + part + " SET balance = balance * 1.01 WHERE id = ?", key);
      }
    }
  }

  private void upsert(Connection connection, int key) throws SQLException {
    execute(
        connection,
        "INSERT INTO "
            + partOf(key)
            + " AS a (id, owner, full_name, balance) VALUES (?, ?, 'new', 1)"
            + " ON CONFLICT (id) DO UPDATE SET balance = a.balance + EXCLUDED.balance",
        key,
        key % 50);
  }

  private static String partOf(int key) {
    if (key < 1500) {
      return "accounts_low";
    }
    return key < 3000 ? "accounts_mid" : "accounts_high";
  }
}
