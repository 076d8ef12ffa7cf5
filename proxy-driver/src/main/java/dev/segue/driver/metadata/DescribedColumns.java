package dev.segue.driver.metadata;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.migration.TableName;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/**
 * The rows of {@code getColumns} for a migrating table. A column that is there, under its name or
 * renamed, is described as the wrapped driver describes it; of one that is not, the server is asked
 * what its type is like.
 */
final class DescribedColumns {

  private static final Map<String, String> SERIAL =
      Map.of("int2", "smallserial", "int4", "serial", "int8", "bigserial");

  private final BaseConnection connection;
  private final DatabaseMetaData physical;

  /** The type of whose values a serial one is, elsewhere than in the list of columns. */
  static String drawn(String type) {
    return SERIAL.entrySet().stream()
        .filter(serial -> serial.getValue().equals(type))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(type);
  }

  DescribedColumns(BaseConnection connection, DatabaseMetaData physical) {
    this.connection = connection;
    this.physical = physical;
  }

  List<Map<String, String>> of(DescribedTable described) throws SQLException {
    Map<String, Map<String, String>> stored = new HashMap<>();
    for (TableName table : described.stored()) {
      for (Map<String, String> row :
          MetaDataRows.read(
                  connection,
                  physical.getColumns(
                      null,
                      NamePattern.exactly(table.schema()),
                      NamePattern.exactly(table.name()),
                      null))
              .rows()) {
        stored.putIfAbsent(row.get("COLUMN_NAME"), row);
      }
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (LogicalColumn column : described.table().columns()) {
      Optional<Map<String, String>> there = there(described, column, stored);
      Map<String, String> row = there.isPresent() ? new LinkedHashMap<>(there.get()) : gone(column);
      if (described
          .counterpart(column)
          .map(stored::get)
          .filter(DescribedColumns::isFilled)
          .isPresent()) {
        fill(row);
      }
      row.put("TABLE_CAT", connection.getCatalog());
      row.put("TABLE_SCHEM", described.table().schema());
      row.put("TABLE_NAME", described.table().name());
      if (!column.name().equals(row.put("COLUMN_NAME", column.name()))) {
        column
            .catalog()
            .ifPresent(known -> row.put("COLUMN_DEF", known.defaultExpression().orElse(null)));
      }
      row.put("ORDINAL_POSITION", String.valueOf(rows.size() + 1));
      rows.add(row);
    }
    return rows;
  }

  private static Optional<Map<String, String>> there(
      DescribedTable described, LogicalColumn column, Map<String, Map<String, String>> stored) {
    Optional<Map<String, String>> renamed = described.renamedTo(column).map(stored::get);
    if (column.change().isPresent() && described.standsIn()) {
      return renamed; // a column of its own name is the other shape's
    }
    return Optional.ofNullable(stored.get(column.name())).or(() -> renamed);
  }

  private Map<String, String> gone(LogicalColumn column) throws SQLException {
    Map<String, String> row = new LinkedHashMap<>();
    Optional<CatalogColumn> known = column.catalog();
    Optional<String> byDefault = known.flatMap(CatalogColumn::defaultExpression);
    boolean computed = known.filter(CatalogColumn::computed).isPresent();
    boolean drawn = byDefault.filter(text -> !computed && text.contains("nextval(")).isPresent();
    boolean notNull = known.filter(CatalogColumn::notNull).isPresent();
    type(row, column, drawn && known.filter(CatalogColumn::identity).isEmpty());
    row.put("NULLABLE", String.valueOf(DatabaseMetaData.columnNullable));
    row.put("IS_NULLABLE", "YES");
    if (notNull) {
      fill(row);
    }
    row.put("COLUMN_DEF", byDefault.orElse(null));
    row.put("IS_AUTOINCREMENT", drawn ? "YES" : "NO");
    row.put("IS_GENERATEDCOLUMN", computed ? "YES" : "NO");
    return row;
  }

  /** Of a column that may not be NULL. */
  private static void fill(Map<String, String> row) {
    row.put("NULLABLE", String.valueOf(DatabaseMetaData.columnNoNulls));
    row.put("IS_NULLABLE", "NO");
  }

  private static boolean isFilled(Map<String, String> row) {
    return "NO".equals(row.get("IS_NULLABLE"));
  }

  /** What the server and the wrapped driver make of a value of the type, as of a column of it. */
  private void type(Map<String, String> row, LogicalColumn column, boolean serial)
      throws SQLException {
    String type = column.type().map(ColumnType::formatted).orElse("text");
    try (PreparedStatement probe =
        connection.prepareStatement("SELECT CAST(NULL AS " + type + ")")) {
      ResultSetMetaData described = probe.getMetaData();
      int sqlType = described.getColumnType(1);
      String name = described.getColumnTypeName(1);
      int size = described.getPrecision(1);
      boolean exact = sqlType == Types.NUMERIC;
      row.put("DATA_TYPE", String.valueOf(sqlType));
      row.put("TYPE_NAME", serial ? SERIAL.getOrDefault(name, name) : name);
      String shown = String.valueOf(size == 0 && !exact ? described.getColumnDisplaySize(1) : size);
      row.put("COLUMN_SIZE", shown);
      row.put("DECIMAL_DIGITS", exact && size == 0 ? null : String.valueOf(described.getScale(1)));
      row.put("NUM_PREC_RADIX", name.equals("bit") || name.equals("varbit") ? "2" : "10");
      boolean characters =
          sqlType == Types.CHAR || sqlType == Types.VARCHAR || sqlType == Types.BINARY;
      row.put("CHAR_OCTET_LENGTH", characters ? shown : null);
    }
  }
}
