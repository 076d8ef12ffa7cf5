package dev.segue.migrator.table;

import dev.segue.migrator.table.MigratingTable.KeyColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a table into ranges of a number of rows each, by its primary key. */
public final class KeyBatches {

  /** A range, and how many rows it had. */
  public record Batch(KeyRange range, long rows) {

    /** Its last key. */
    public List<String> lastKey() {
      return range.upTo().orElseThrow();
    }
  }

  private static final String BORDER =
      """
      SELECT %1$s
      FROM (SELECT %2$s FROM %3$s WHERE %4$s ORDER BY %2$s OFFSET ? LIMIT 1) AS border""";

  private static final String REST =
      """
      SELECT count(*) OVER () AS row_count, %1$s
      FROM (SELECT %2$s FROM %3$s WHERE %4$s ORDER BY %2$s LIMIT ?) AS batch
      ORDER BY row_number() OVER (ORDER BY %2$s) DESC
      LIMIT 1""";

  private static final String ESTIMATE =
      """
      WITH RECURSIVE family(oid) AS (
        SELECT ?::regclass::oid
        UNION
        SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN family f ON i.inhparent = f.oid)
      SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
      FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid WHERE c.relkind <> 'p'""";

  private final String table;
  private final List<KeyColumn> key;
  private final List<List<String>> joined;

  public KeyBatches(MigratingTable table) {
    this(table.sqlName(), table.key(), List.of());
  }

  /** Of several tables as one it cuts the first. */
  public KeyBatches(ShapeTable table) {
    this(table.sqlName(), table.key(), table.joinedKeys());
  }

  private KeyBatches(String table, List<KeyColumn> key, List<List<String>> joined) {
    this.table = table;
    this.key = key;
    this.joined = joined;
  }

  /**
   * The next {@code size} rows after a key; empty at the table's end. Of a whole batch the index
   * alone tells where it ends; the rows of the last one are counted.
   */
  public Optional<Batch> next(Connection connection, Optional<List<String>> after, int size)
      throws SQLException {
    KeyRange open = new KeyRange(key, after, Optional.empty());
    try (PreparedStatement border = prepared(connection, BORDER, open);
        PreparedStatement rest = prepared(connection, REST, open)) {
      border.setInt(open.bind(border, 1), size - 1);
      try (ResultSet result = border.executeQuery()) {
        if (result.next()) {
          return Optional.of(new Batch(range(after, lastKey(result, 1)), size));
        }
      }
      rest.setInt(open.bind(rest, 1), size);
      try (ResultSet result = rest.executeQuery()) {
        return result.next()
            ? Optional.of(new Batch(range(after, lastKey(result, 2)), result.getLong(1)))
            : Optional.empty();
      }
    }
  }

  /** The rows after a key and up to another one, of which there were so many. */
  public Batch between(Optional<List<String>> after, List<String> last, long rows) {
    return new Batch(range(after, last), rows);
  }

  private KeyRange range(Optional<List<String>> after, List<String> last) {
    return new KeyRange(key, after, Optional.of(last), joined);
  }

  private PreparedStatement prepared(Connection connection, String sql, KeyRange range)
      throws SQLException {
    return connection.prepareStatement(
        sql.formatted(range.texts(), range.columns(), table, range.condition()));
  }

  private List<String> lastKey(ResultSet row, int first) throws SQLException {
    List<String> last = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      last.add(row.getString(first + i));
    }
    return last;
  }

  /** How many rows the table has, as far as the statistics know; 0 where they do not. */
  public long estimate(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ESTIMATE)) {
      statement.setString(1, table);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }
}
