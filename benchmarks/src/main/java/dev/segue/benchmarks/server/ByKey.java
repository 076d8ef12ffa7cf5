package dev.segue.benchmarks.server;

import dev.segue.benchmarks.server.Way.Preparation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.ThreadLocalRandom;

/** Work of one statement, prepared once, on one of {@value #ROWS} rows that is drawn each time. */
final class ByKey {

  static final int ROWS = 10_000;

  private static final int AMOUNTS = 100_000;

  private ByKey() {}

  /**
   * An update of a row.
   *
   * @param values how many parameters take the new value, before the one of the key
   */
  static Preparation update(String sql, int values) {
    return connection -> {
      PreparedStatement statement = connection.prepareStatement(sql);
      return () -> {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int value = random.nextInt(AMOUNTS);
        for (int i = 1; i <= values; i++) {
          statement.setInt(i, value);
        }
        statement.setLong(values + 1, 1 + random.nextInt(ROWS));
        return statement.executeUpdate();
      };
    };
  }

  /** A query of a row, whose first column is read as text. */
  static Preparation query(String sql) {
    return connection -> {
      PreparedStatement statement = connection.prepareStatement(sql);
      return () -> {
        statement.setLong(1, 1 + ThreadLocalRandom.current().nextInt(ROWS));
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          return rows.getString(1) == null ? 0 : 1;
        }
      };
    };
  }
}
