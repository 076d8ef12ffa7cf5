package dev.segue.frameworks;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HikariCP and nothing but JDBC. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class HikariTest {

  @Test
  void seesTheSameAtEveryStage(TestDatabase database, @TempDir Path directory) throws Exception {
    EveryStage.seesTheSame(database, directory, EveryStage.Setting.CUSTOMERS, HikariTest::run);
  }

  private static List<String> run(DataSource source) throws SQLException {
    List<String> seen = new ArrayList<>();
    try (Connection connection = source.getConnection()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO customers (name, balance) VALUES (?, ?)",
              Statement.RETURN_GENERATED_KEYS)) {
        for (int i = 1; i <= 3; i++) {
          insert.setString(1, "c" + i);
          insert.setBigDecimal(2, new BigDecimal("10.25").multiply(BigDecimal.valueOf(i)));
          insert.addBatch();
        }
        seen.add("inserted " + insert.executeBatch().length);
        try (ResultSet keys = insert.getGeneratedKeys()) {
          while (keys.next()) {
            seen.add("key " + keys.getLong("id") + " " + keys.getString("name"));
          }
        }
      }
      connection.setAutoCommit(false);
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE customers SET balance = balance - ? WHERE name = ? AND balance >= ?")) {
        update.setBigDecimal(1, new BigDecimal("0.75"));
        update.setString(2, "c2");
        update.setInt(3, 5);
        seen.add("updated " + update.executeUpdate());
      }
      connection.commit();
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("DELETE FROM customers WHERE name LIKE 'c%'");
      }
      connection.rollback();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM customers ORDER BY balance")) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          seen.add(
              rows.getMetaData().getColumnLabel(i) + " " + rows.getMetaData().getColumnTypeName(i));
        }
        while (rows.next()) {
          seen.add(
              rows.getLong(1) + " " + rows.getString("name") + " " + rows.getBigDecimal("balance"));
        }
      }
    }
    return seen;
  }
}
