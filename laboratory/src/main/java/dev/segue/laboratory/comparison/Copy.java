package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** One copy of the world and the connection that statements reach it by. Used by one thread. */
final class Copy implements AutoCloseable {

  private final Layout layout;
  private final Optional<Station> station;
  private final Connection connection;
  private final PgConnection physical;
  private final String contradictions;

  private Copy(
      Layout layout, Optional<Station> station, Connection connection, String contradictions)
      throws SQLException {
    this.layout = layout;
    this.station = station;
    this.connection = connection;
    this.physical = connection.unwrap(PgConnection.class);
    this.contradictions = contradictions;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + layout.searchPath());
    }
  }

  static Copy plain(Layout layout, Connection connection) throws SQLException {
    return new Copy(layout, Optional.empty(), connection, "");
  }

  static Copy at(Station station, World world, Shape spoken, Connection connection)
      throws SQLException {
    List<Migration> all = world.migrations().toList();
    Layout layout = Layout.at(station, world, spoken);
    return new Copy(
        layout,
        Optional.of(station),
        connection,
        Contradictions.query(
            world, layout, migration -> station.route(migration, all, world.seed()).writesBoth()));
  }

  String schema() {
    return layout.schema();
  }

  /** Where its tables are. */
  Layout layout() {
    return layout;
  }

  Optional<Station> station() {
    return station;
  }

  /** The connection as an application has it. */
  Connection connection() {
    return connection;
  }

  /** Whether a transaction is open, or has failed. */
  TransactionState transactionState() {
    return physical.getTransactionState();
  }

  /** Executes past Segue, in the transaction that is open. */
  void past(String sql) throws SQLException {
    try (Statement statement = physical.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What contradicts the mapping, read past Segue; in the transaction that is open. */
  List<String> contradicting() throws SQLException {
    return contradictions.isEmpty() ? List.of() : rows(physical, contradictions);
  }

  /** The rows of a table as the application sees them, in any order. */
  List<String> content(String table) throws SQLException {
    return rows(connection, "SELECT * FROM " + table);
  }

  /**
   * The rows of a table as its parts have them, mapped to the shape that has it as one and read
   * past Segue; empty where no parts are written.
   */
  Optional<List<String>> joined(Table table) throws SQLException {
    if (!layout.apart().contains(table)) {
      return Optional.empty();
    }
    Shape parts = table.inParts().orElseThrow();
    return Optional.of(
        rows(
            physical,
            "SELECT %s FROM %s"
                .formatted(CopyScript.mapped(table, parts.opposite()), layout.rows(table, parts))));
  }

  private static List<String> rows(Connection from, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = from.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= width; i++) {
          row.append(result.getMetaData().getColumnLabel(i))
              .append('=')
              .append(result.getString(i))
              .append(", ");
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  /** The text that the server was last given, as it tells another connection. */
  String lastText(Connection other) throws SQLException {
    return String.join(
        "\n",
        rows(other, "SELECT query FROM pg_stat_activity WHERE pid = " + physical.getBackendPID()));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
