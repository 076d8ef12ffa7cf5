package dev.segue.driver.metadata;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/**
 * The rows that the wrapped driver answers a question with, to be changed and handed on as a result
 * set of the same columns. Values are as text, by the label of their column.
 */
final class MetaDataRows {

  private final BaseConnection connection;
  private final Field[] fields;
  private final List<Map<String, String>> rows = new ArrayList<>();

  private MetaDataRows(BaseConnection connection, Field[] fields) {
    this.connection = connection;
    this.fields = fields;
  }

  /** Reads a result to its end and closes it with its statement. */
  static MetaDataRows read(BaseConnection connection, ResultSet physical) throws SQLException {
    try (physical;
        var statement = physical.getStatement()) {
      ResultSetMetaData columns = physical.getMetaData();
      Field[] fields = new Field[columns.getColumnCount()];
      for (int i = 0; i < fields.length; i++) {
        fields[i] =
            new Field(
                columns.getColumnLabel(i + 1),
                connection.getTypeInfo().getPGType(columns.getColumnTypeName(i + 1)));
      }
      MetaDataRows read = new MetaDataRows(connection, fields);
      while (physical.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
          row.put(fields[i].getColumnLabel(), physical.getString(i + 1));
        }
        read.rows.add(row);
      }
      return read;
    }
  }

  List<Map<String, String>> rows() {
    return rows;
  }

  void removeIf(Predicate<Map<String, String>> unwanted) {
    rows.removeIf(unwanted);
  }

  void addAll(List<Map<String, String>> more) {
    rows.addAll(more);
  }

  void sort(Comparator<Map<String, String>> order) {
    rows.sort(order);
  }

  /** Orders by the texts of columns, as PostgreSQL does names. */
  static Comparator<Map<String, String>> byText(String label) {
    return Comparator.comparing(
        row -> row.get(label), Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  /** Orders by the numbers of a column. */
  static Comparator<Map<String, String>> byNumber(String label) {
    return Comparator.comparing(
        row -> row.get(label) == null ? null : Long.valueOf(row.get(label)),
        Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  /** A result set of the rows, of a statement that is closed with it. */
  ResultSet result() throws SQLException {
    List<Tuple> tuples = new ArrayList<>();
    for (Map<String, String> row : rows) {
      byte[][] values = new byte[fields.length][];
      for (int i = 0; i < fields.length; i++) {
        String value = row.get(fields[i].getColumnLabel());
        values[i] = value == null ? null : encoded(value);
      }
      tuples.add(new Tuple(values));
    }
    BaseStatement statement = (BaseStatement) connection.createStatement();
    try {
      statement.closeOnCompletion();
      return statement.createDriverResultSet(fields, tuples);
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private byte[] encoded(String value) throws SQLException {
    byte[] bytes = connection.encodeString(value);
    return bytes == null ? value.getBytes(StandardCharsets.UTF_8) : bytes;
  }
}
