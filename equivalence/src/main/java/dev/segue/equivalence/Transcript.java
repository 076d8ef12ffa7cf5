package dev.segue.equivalence;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Executes a case and writes down everything of it that an application can see: rows, labels,
 * types, counts, keys, SQLSTATEs, warnings and the state of the transaction. Two transcripts that
 * are equal are two executions that no application can tell apart.
 */
public final class Transcript {

  private static final String REFUSED = "0A000";

  /** How an application executes. */
  public enum Manner {
    /** In autocommit mode, by plain statements where there are no parameters. */
    AUTOCOMMIT,
    /** In one transaction that is committed at the end, by prepared statements. */
    TRANSACTION
  }

  private final List<String> lines = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final List<String> description = new ArrayList<>();

  private Transcript() {}

  /** What was seen, to be compared. */
  public List<String> lines() {
    return lines;
  }

  /** What was known before executing; empty where the driver could not tell. */
  public List<String> description() {
    return description;
  }

  /** The messages of errors, which name other columns in the other shape. */
  public List<String> messages() {
    return messages;
  }

  /** Executes steps one after another on one connection, as one transaction or none. */
  public static Transcript of(Connection connection, List<Step> steps, Manner manner)
      throws SQLException {
    Transcript transcript = new Transcript();
    connection.setAutoCommit(manner == Manner.AUTOCOMMIT);
    try {
      for (Step step : steps) {
        // A description that fails would fail a transaction that the case has begun.
        if (manner == Manner.AUTOCOMMIT && steps.size() == 1 && describes(connection)) {
          transcript.description.addAll(described(connection, step));
        }
        transcript.step(connection, step, manner == Manner.TRANSACTION);
      }
      if (manner == Manner.TRANSACTION) {
        transcript.transactionState(connection);
      }
    } finally {
      if (manner == Manner.TRANSACTION) {
        connection.commit();
      }
      connection.setAutoCommit(true);
    }
    return transcript;
  }

  /** Executes one step and leaves the transaction as it then is. */
  public static Transcript ofStep(Connection connection, Step step, boolean prepared) {
    Transcript transcript = new Transcript();
    transcript.step(connection, step, prepared);
    return transcript;
  }

  /**
   * What is known of a statement without executing it; a refusal where it is refused, and nothing
   * where the driver cannot tell.
   */
  public static List<String> ofDescription(Connection connection, Step step) {
    return described(connection, step);
  }

  private void transactionState(Connection connection) {
    try (Statement probe = connection.createStatement()) {
      probe.execute("SELECT 1");
      lines.add("transaction: alive");
    } catch (SQLException e) {
      lines.add("transaction: " + e.getSQLState());
    }
  }

  /** "Simple mode does not support describe requests", say pgjdbc's assertions. */
  private static boolean describes(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getPreferQueryMode() != PreferQueryMode.SIMPLE;
  }

  /** What is known of a statement before it is executed. */
  private static List<String> described(Connection connection, Step step) {
    List<String> known = new ArrayList<>();
    if (step.plain() || step.texts().size() > 1 || step.copied().isPresent()) {
      return known;
    }
    try (PreparedStatement statement = prepare(connection, step)) {
      ParameterMetaData parameters = statement.getParameterMetaData();
      for (int i = 1; i <= parameters.getParameterCount(); i++) {
        known.add(
            "parameter: "
                + parameters.getParameterTypeName(i)
                + " "
                + parameters.getParameterClassName(i));
      }
      if (!step.rows().isEmpty()) {
        set(statement, step.rows().get(0));
      }
      ResultSetMetaData columns = statement.getMetaData();
      if (columns != null) {
        known.addAll(columns(columns));
      }
      return known;
    } catch (SQLException e) {
      return REFUSED.equals(e.getSQLState()) ? List.of("error: " + REFUSED) : List.of();
    } catch (RuntimeException e) {
      // pgjdbc throws an IndexOutOfBoundsException for $1.
      return List.of();
    }
  }

  private void step(Connection connection, Step step, boolean prepared) {
    if (step.copied().isPresent()) {
      copy(connection, step, step.copied().get());
    } else if (step.texts().size() > 1) {
      statementBatch(connection, step);
    } else if (!step.rows().isEmpty() || prepared && !step.plain()) {
      prepared(connection, step);
    } else {
      plain(connection, step);
    }
  }

  private void copy(Connection connection, Step step, String rows) {
    try {
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      if (!rows.isEmpty()) {
        lines.add("copied: " + copies.copyIn(step.sql(), new StringReader(rows)));
        return;
      }
      StringWriter out = new StringWriter();
      long count = copies.copyOut(step.sql(), out);
      List<String> copied = new ArrayList<>(out.toString().lines().toList());
      if (!step.ordered()) {
        Collections.sort(copied);
      }
      lines.addAll(copied);
      lines.add("copied: " + count);
    } catch (SQLException e) {
      error(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void statementBatch(Connection connection, Step step) {
    try (Statement statement = connection.createStatement()) {
      for (String text : step.texts()) {
        statement.addBatch(text);
      }
      lines.add("batch: " + Arrays.toString(statement.executeBatch()));
    } catch (SQLException e) {
      error(e);
    }
  }

  private void plain(Connection connection, Step step) {
    try (Statement statement = connection.createStatement()) {
      boolean rows;
      if (step.keys().isEmpty()) {
        rows = statement.execute(step.sql());
      } else if (step.keys().equals(List.of("auto"))) {
        rows = statement.execute(step.sql(), Statement.RETURN_GENERATED_KEYS);
      } else {
        rows = statement.execute(step.sql(), step.keys().toArray(String[]::new));
      }
      results(statement, rows, step);
    } catch (SQLException e) {
      error(e);
    }
  }

  private void prepared(Connection connection, Step step) {
    try (PreparedStatement statement = prepare(connection, step)) {
      if (step.rows().size() > 1) {
        for (List<Parameter> row : step.rows()) {
          set(statement, row);
          statement.addBatch();
        }
        lines.add("batch: " + Arrays.toString(statement.executeBatch()));
        keys(statement, step);
      } else {
        if (!step.rows().isEmpty()) {
          set(statement, step.rows().get(0));
        }
        results(statement, statement.execute(), step);
      }
    } catch (SQLException e) {
      error(e);
    }
  }

  private static PreparedStatement prepare(Connection connection, Step step) throws SQLException {
    if (step.keys().isEmpty()) {
      return connection.prepareStatement(step.sql());
    } else if (step.keys().equals(List.of("auto"))) {
      return connection.prepareStatement(step.sql(), Statement.RETURN_GENERATED_KEYS);
    } else {
      return connection.prepareStatement(step.sql(), step.keys().toArray(String[]::new));
    }
  }

  private static void set(PreparedStatement statement, List<Parameter> row) throws SQLException {
    for (int i = 0; i < row.size(); i++) {
      row.get(i).set(statement, i + 1);
    }
  }

  private void results(Statement statement, boolean first, Step step) throws SQLException {
    boolean rows = first;
    boolean keysAreDue = true;
    while (true) {
      if (rows) {
        rows(statement.getResultSet(), step);
      } else if (statement.getUpdateCount() >= 0) {
        lines.add("count: " + statement.getUpdateCount());
      } else {
        break;
      }
      if (keysAreDue) {
        // Before the next result is asked for, which closes what belongs to this one.
        keys(statement, step);
        keysAreDue = false;
      }
      rows = statement.getMoreResults();
    }
    for (SQLWarning warning = statement.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      lines.add("warning: " + warning.getSQLState() + " " + warning.getMessage());
    }
  }

  private void keys(Statement statement, Step step) throws SQLException {
    if (!step.keys().isEmpty()) {
      lines.add("keys:");
      rows(statement.getGeneratedKeys(), step);
    }
  }

  private void rows(ResultSet result, Step step) throws SQLException {
    try (result) {
      lines.addAll(columns(result.getMetaData()));
      int width = result.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          Object value = result.getObject(i);
          row.add(
              value == null
                  ? "null"
                  : result.getString(i) + ":" + value.getClass().getSimpleName());
        }
        rows.add("row: " + row);
      }
      if (!step.ordered()) {
        Collections.sort(rows);
      }
      if (!step.rowsDiffer()) {
        lines.addAll(rows);
      }
    }
  }

  private static List<String> columns(ResultSetMetaData columns) throws SQLException {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      lines.add(
          "column: \"%s\" %s(%d,%d) %d %s"
              .formatted(
                  columns.getColumnLabel(i),
                  columns.getColumnTypeName(i),
                  columns.getPrecision(i),
                  columns.getScale(i),
                  columns.getColumnType(i),
                  columns.getColumnClassName(i)));
    }
    return lines;
  }

  private void error(SQLException failure) {
    if (failure instanceof BatchUpdateException batch) {
      lines.add("batch failed: " + Arrays.toString(batch.getUpdateCounts()));
    }
    lines.add("error: " + failure.getSQLState());
    messages.add(failure.getMessage());
  }
}
