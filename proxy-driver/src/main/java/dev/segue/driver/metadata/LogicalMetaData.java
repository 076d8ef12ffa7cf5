package dev.segue.driver.metadata;

import static dev.segue.driver.metadata.MetaDataRows.byNumber;
import static dev.segue.driver.metadata.MetaDataRows.byText;

import dev.segue.rules.migration.TableName;
import dev.segue.rules.plan.SpokenTables;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.core.BaseConnection;

/**
 * Answers the questions of {@link DatabaseMetaData} about tables of which some migrate: each is
 * there in the shape that the application speaks, under its name, with its columns in their order,
 * whatever the database has by now; the tables and columns of the other shape are not to be seen.
 * What a migration does not touch is described by the wrapped driver.
 *
 * <p>Keys and indexes are those that the database has, with their own names, by the names of the
 * application's columns; one over a column that it does not know is left out. To be used by one
 * thread at a time, as its connection.
 */
public final class LogicalMetaData {

  private static final List<String> OF_A_TYPE =
      List.of("DATA_TYPE", "TYPE_NAME", "COLUMN_SIZE", "DECIMAL_DIGITS");

  private final BaseConnection connection;
  private final DatabaseMetaData physical;
  private final List<DescribedTable> tables;
  private final Set<TableName> hidden;

  /**
   * Over the wrapped driver's metadata.
   *
   * @param spoken the migrating tables as the application knows them
   */
  public LogicalMetaData(
      BaseConnection connection, DatabaseMetaData physical, SpokenTables spoken) {
    this.connection = connection;
    this.physical = physical;
    this.tables = spoken.tables().stream().map(DescribedTable::new).toList();
    this.hidden = new HashSet<>(spoken.unspoken());
    for (DescribedTable table : tables) {
      hidden.add(table.name());
      hidden.addAll(table.ofBothShapes());
    }
  }

  /** {@link DatabaseMetaData#getTables}. */
  public ResultSet tables(String catalog, String schema, String table, String[] types)
      throws SQLException {
    MetaDataRows rows =
        MetaDataRows.read(connection, physical.getTables(catalog, schema, table, types));
    rows.removeIf(row -> isHidden(row, "TABLE_SCHEM", "TABLE_NAME"));
    for (DescribedTable each : matching(catalog, schema, table)) {
      Map<String, String> row = described(each);
      if (types == null || Arrays.asList(types).contains(row.get("TABLE_TYPE"))) {
        rows.addAll(List.of(row));
      }
    }
    rows.sort(
        byText("TABLE_TYPE")
            .thenComparing(byText("TABLE_SCHEM"))
            .thenComparing(byText("TABLE_NAME")));
    return rows.result();
  }

  private Map<String, String> described(DescribedTable table) throws SQLException {
    TableName stored = table.stored().get(0);
    Map<String, String> row = new LinkedHashMap<>();
    MetaDataRows.read(
            connection,
            physical.getTables(
                null,
                NamePattern.exactly(stored.schema()),
                NamePattern.exactly(stored.name()),
                null))
        .rows()
        .forEach(row::putAll);
    row.put("TABLE_CAT", connection.getCatalog());
    row.put("TABLE_SCHEM", table.name().schema());
    row.put("TABLE_NAME", table.name().name());
    if (table.standsIn()) {
      row.put("TABLE_TYPE", "TABLE");
    }
    return row;
  }

  /** {@link DatabaseMetaData#getColumns}. */
  public ResultSet columns(String catalog, String schema, String table, String column)
      throws SQLException {
    MetaDataRows rows =
        MetaDataRows.read(connection, physical.getColumns(catalog, schema, table, column));
    rows.removeIf(row -> isHidden(row, "TABLE_SCHEM", "TABLE_NAME"));
    NamePattern columns = NamePattern.of(column);
    DescribedColumns described = new DescribedColumns(connection, physical);
    for (DescribedTable each : matching(catalog, schema, table)) {
      rows.addAll(
          described.of(each).stream()
              .filter(row -> columns.matches(row.get("COLUMN_NAME")))
              .toList());
    }
    rows.sort(
        byText("TABLE_SCHEM")
            .thenComparing(byText("TABLE_NAME"))
            .thenComparing(byNumber("ORDINAL_POSITION")));
    return rows.result();
  }

  /** {@link DatabaseMetaData#getPrimaryKeys}. */
  public ResultSet primaryKeys(String catalog, String schema, String table) throws SQLException {
    return ofOneTable(
        schema,
        table,
        name -> physical.getPrimaryKeys(catalog, name.schema(), name.name()),
        () -> physical.getPrimaryKeys(catalog, schema, table),
        "PK_NAME");
  }

  /** {@link DatabaseMetaData#getIndexInfo}. */
  public ResultSet indexInfo(
      String catalog, String schema, String table, boolean unique, boolean approximate)
      throws SQLException {
    return ofOneTable(
        schema,
        table,
        name -> physical.getIndexInfo(catalog, name.schema(), name.name(), unique, approximate),
        () -> physical.getIndexInfo(catalog, schema, table, unique, approximate),
        "INDEX_NAME");
  }

  /** {@link DatabaseMetaData#getBestRowIdentifier}. */
  public ResultSet bestRowIdentifier(
      String catalog, String schema, String table, int scope, boolean nullable)
      throws SQLException {
    MetaDataRows rows =
        rowsOfOneTable(
            schema,
            table,
            name ->
                physical.getBestRowIdentifier(catalog, name.schema(), name.name(), scope, nullable),
            () -> physical.getBestRowIdentifier(catalog, schema, table, scope, nullable),
            "");
    Optional<DescribedTable> found = found(schema, table);
    if (found.filter(DescribedTable::standsIn).isPresent()) {
      for (Map<String, String> column :
          new DescribedColumns(connection, physical).of(found.get())) {
        rows.rows().stream()
            .filter(row -> column.get("COLUMN_NAME").equals(row.get("COLUMN_NAME")))
            .forEach(
                row -> {
                  OF_A_TYPE.forEach(label -> row.put(label, column.get(label)));
                  row.computeIfPresent("TYPE_NAME", (label, name) -> DescribedColumns.drawn(name));
                });
      }
    }
    return rows.result();
  }

  /** {@link DatabaseMetaData#getColumnPrivileges}. */
  public ResultSet columnPrivileges(String catalog, String schema, String table, String column)
      throws SQLException {
    NamePattern columns = NamePattern.of(column);
    MetaDataRows rows =
        rowsOfOneTable(
            schema,
            table,
            name -> physical.getColumnPrivileges(catalog, name.schema(), name.name(), null),
            () -> physical.getColumnPrivileges(catalog, schema, table, column),
            "");
    Optional<DescribedTable> found = found(schema, table);
    if (found.isPresent()) {
      for (TableName further : found.get().stored().stream().skip(1).toList()) {
        List<String> known = rows.rows().stream().map(row -> row.get("COLUMN_NAME")).toList();
        rows.addAll(
            named(
                    found.get(),
                    physical.getColumnPrivileges(catalog, further.schema(), further.name(), null),
                    "")
                .rows()
                .stream()
                .filter(row -> !known.contains(row.get("COLUMN_NAME")))
                .toList());
      }
    }
    rows.removeIf(row -> !columns.matches(row.get("COLUMN_NAME")));
    rows.sort(byText("COLUMN_NAME").thenComparing(byText("PRIVILEGE")));
    return rows.result();
  }

  /** {@link DatabaseMetaData#getImportedKeys}. */
  public ResultSet importedKeys(String catalog, String schema, String table) throws SQLException {
    return new DescribedKeys(connection, tables, hidden)
        .of(
            found(schema, table),
            "FK",
            name -> physical.getImportedKeys(catalog, name.schema(), name.name()),
            () -> physical.getImportedKeys(catalog, schema, table));
  }

  /** {@link DatabaseMetaData#getExportedKeys}. */
  public ResultSet exportedKeys(String catalog, String schema, String table) throws SQLException {
    return new DescribedKeys(connection, tables, hidden)
        .of(
            found(schema, table),
            "PK",
            name -> physical.getExportedKeys(catalog, name.schema(), name.name()),
            () -> physical.getExportedKeys(catalog, schema, table));
  }

  /** {@link DatabaseMetaData#getCrossReference}: of the keys that a table imports these. */
  public ResultSet crossReference(
      String parentCatalog,
      String parentSchema,
      String parentTable,
      String foreignCatalog,
      String foreignSchema,
      String foreignTable)
      throws SQLException {
    boolean concerned =
        Stream.of(
                found(parentSchema, parentTable).isPresent(),
                found(foreignSchema, foreignTable).isPresent(),
                isHidden(parentSchema, parentTable),
                isHidden(foreignSchema, foreignTable))
            .anyMatch(Boolean::booleanValue);
    if (!concerned) {
      return physical.getCrossReference(
          parentCatalog, parentSchema, parentTable, foreignCatalog, foreignSchema, foreignTable);
    }
    MetaDataRows rows =
        MetaDataRows.read(connection, importedKeys(foreignCatalog, foreignSchema, foreignTable));
    rows.removeIf(
        row ->
            !row.get("PKTABLE_NAME").equals(parentTable)
                || parentSchema != null && !row.get("PKTABLE_SCHEM").equals(parentSchema));
    return rows.result();
  }

  /** A question about one table, asked of each of those that it is made of. */
  @FunctionalInterface
  interface Question<T> {
    ResultSet of(T about) throws SQLException;
  }

  /** The question as it was asked. */
  @FunctionalInterface
  interface Asked {
    ResultSet answer() throws SQLException;
  }

  private ResultSet ofOneTable(
      String schema, String table, Question<TableName> question, Asked asked, String group)
      throws SQLException {
    return rowsOfOneTable(schema, table, question, asked, group).result();
  }

  /**
   * The rows about one table, by the application's names.
   *
   * @param group the label of what has several rows, and is left out if one of them has to be
   */
  private MetaDataRows rowsOfOneTable(
      String schema, String table, Question<TableName> question, Asked asked, String group)
      throws SQLException {
    Optional<DescribedTable> found = found(schema, table);
    if (found.isEmpty()) {
      MetaDataRows rows = MetaDataRows.read(connection, asked.answer());
      rows.removeIf(row -> isHidden(row, "TABLE_SCHEM", "TABLE_NAME"));
      return rows;
    }
    // A key that all parts of a table have is that of the first.
    MetaDataRows rows = named(found.get(), question.of(found.get().stored().get(0)), group);
    if (schema == null) {
      // Tables of other schemas have the name as well.
      rows.addAll(
          MetaDataRows.read(connection, asked.answer()).rows().stream()
              .filter(row -> row.get("TABLE_NAME") != null)
              .filter(row -> !isHidden(row, "TABLE_SCHEM", "TABLE_NAME"))
              .toList());
    }
    return rows;
  }

  /** Rows about one of the tables that a table is made of, by the application's names. */
  private MetaDataRows named(DescribedTable table, ResultSet physicalRows, String group)
      throws SQLException {
    MetaDataRows rows = MetaDataRows.read(connection, physicalRows);
    Set<String> unknown = new HashSet<>();
    List<Map<String, String>> nameless = new ArrayList<>();
    for (Map<String, String> row : rows.rows()) {
      String column = row.get("COLUMN_NAME");
      Optional<String> name =
          column == null ? Optional.empty() : table.spokenName(unquoted(column));
      if (column != null && name.isEmpty() && isColumn(table, unquoted(column))) {
        unknown.add(row.getOrDefault(group, ""));
        nameless.add(row);
      }
      name.ifPresent(spoken -> row.put("COLUMN_NAME", spoken));
      row.computeIfPresent("TABLE_SCHEM", (label, old) -> table.name().schema());
      row.computeIfPresent("TABLE_NAME", (label, old) -> table.name().name());
    }
    rows.removeIf(
        row ->
            group.isEmpty()
                ? nameless.contains(row)
                : unknown.contains(row.getOrDefault(group, "")));
    return rows;
  }

  /** An index names a column as SQL does, and an expression by its text. */
  private static String unquoted(String column) {
    return column.length() > 1 && column.startsWith("\"") && column.endsWith("\"")
        ? column.substring(1, column.length() - 1).replace("\"\"", "\"")
        : column;
  }

  private static boolean isColumn(DescribedTable table, String name) {
    return table.table().stored().stream().anyMatch(each -> each.presentColumn(name).isPresent());
  }

  private List<DescribedTable> matching(String catalog, String schema, String table)
      throws SQLException {
    if (catalog != null && !catalog.equals(connection.getCatalog())) {
      return List.of();
    }
    NamePattern schemas = NamePattern.of(schema);
    NamePattern names = NamePattern.of(table);
    return tables.stream()
        .filter(each -> schemas.matches(each.name().schema()))
        .filter(each -> names.matches(each.name().name()))
        .toList();
  }

  private Optional<DescribedTable> found(String schema, String table) {
    return tables.stream()
        .filter(each -> each.name().name().equals(table))
        .filter(each -> schema == null || each.name().schema().equals(schema))
        .findFirst();
  }

  private boolean isHidden(Map<String, String> row, String schema, String table) {
    return row.get(table) != null
        && row.get(schema) != null
        && hidden.contains(new TableName(row.get(schema), row.get(table)));
  }

  private boolean isHidden(String schema, String table) {
    return hidden.stream()
        .anyMatch(
            name -> name.name().equals(table) && (schema == null || name.schema().equals(schema)));
  }
}
