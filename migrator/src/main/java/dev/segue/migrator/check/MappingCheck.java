package dev.segue.migrator.check;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.sql.tree.Expression;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether the server takes {@code up} and {@code down} with the real types, and gives the same for
 * the same row each time. Tried on a temporary table, and rolled back.
 */
final class MappingCheck {

  private static final String PROBE = "pg_temp.segue_probe";

  /** The column that is written, where it may have the name of one that is read. */
  private static final String WRITTEN = "segue_written";

  private final Connection connection;
  private final MigratingTable table;
  private final boolean copied;
  private final Catalog catalog;
  private final Findings findings;

  MappingCheck(Connection connection, MigratingTable table, Catalog catalog, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.copied = table.migration().copied().isPresent();
    this.catalog = catalog;
    this.findings = findings;
  }

  void run() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (Shape shape : Shape.values()) {
        Savepoint before = connection.setSavepoint();
        statement.execute("CREATE TEMPORARY TABLE segue_probe (" + columns(shape) + ")");
        Map<String, String> types = types(shape);
        for (ColumnChange change : table.migration().changes()) {
          // Those through a lookup table are not written by hand, and need functions that expand
          // makes.
          List<ShapeColumn> written =
              change.lookup().isPresent() ? List.of() : change.columns(shape);
          for (ShapeColumn column : written) {
            check(
                statement,
                column.name(),
                types.get(column.name()),
                shape,
                change.mappingTo(shape).get(column.name()));
          }
        }
        connection.rollback(before);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** The types of a shape's own columns, by name. */
  private Map<String, String> types(Shape shape) {
    Map<String, String> types = new LinkedHashMap<>();
    for (ColumnChange change : table.migration().changes()) {
      String typeOfOld = "";
      for (ShapeColumn column : change.oldColumns()) {
        typeOfOld = typeOf(table, column.name());
        if (shape == Shape.OLD) {
          types.put(column.name(), typeOfOld);
        }
      }
      if (shape == Shape.NEW) {
        for (ShapeColumn column : change.newColumns()) {
          types.put(column.name(), column.type().orElse(typeOfOld));
        }
      }
    }
    return types;
  }

  private static String typeOf(MigratingTable table, String column) {
    return table.relation().presentColumn(column).orElseThrow().type().formatted();
  }

  /** What a mapping to a shape reads; and what it writes, where that can stand beside it. */
  private String columns(Shape shape) {
    Map<String, String> columns = new LinkedHashMap<>(types(shape.opposite()));
    if (!copied) {
      columns.putAll(types(shape));
    }
    table.inputs().forEach(input -> columns.put(input, typeOf(table, input)));
    return columns.entrySet().stream()
        .map(column -> Quoted.identifier(column.getKey()) + " " + column.getValue())
        .collect(Collectors.joining(", "));
  }

  private void check(
      Statement statement, String column, String type, Shape shape, MappingExpression mapping)
      throws SQLException {
    String what = "\"%s\" of \"%s\"".formatted(shape == Shape.NEW ? "up" : "down", column);
    String sql = mapping.replacingColumns(Quoted::identifier);
    Findings.Entry entry = findings.about(Subject.MAPPING, column).at(mapping.line());
    List<String> volatiles = volatiles(mapping);
    if (!volatiles.isEmpty()) {
      entry.error(
          "%s calls %s, which is volatile".formatted(what, String.join(", ", volatiles)),
          "A mapping is computed in several places and times: by dual writes, backfill and verify.",
          "Let it give the same value each time it is computed for a row.");
      return;
    }
    String written = copied ? WRITTEN : column;
    String update =
        "EXPLAIN UPDATE %s SET %s = (%s)".formatted(PROBE, Quoted.identifier(written), sql);
    String add = "ALTER TABLE %s ADD %s %s; ".formatted(PROBE, WRITTEN, type);
    String refusal = refusal(statement, copied ? add + update : update).replace(WRITTEN, column);
    if (!refusal.isEmpty()) {
      entry.error(
          "the server does not take %s: %s".formatted(what, refusal),
          "",
          "Mend the expression; try it with SELECT.");
      return;
    }
    String generated =
        "ALTER TABLE %s ADD segue_computed %s GENERATED ALWAYS AS (%s) STORED"
            .formatted(PROBE, type, sql);
    if (!mapping.isColumn() && !refusal(statement, generated).isEmpty()) {
      entry.warning(
          "%s is not immutable: it depends on the session's settings or on the time"
              .formatted(what),
          "Two sessions may compute other values for one row.",
          "Use immutable functions.");
    }
  }

  private List<String> volatiles(MappingExpression mapping) {
    List<String> names = new ArrayList<>();
    mapping.functionCalls().stream()
        .map(call -> call.name().name())
        .filter(catalog::isVolatileFunction)
        .forEach(names::add);
    mapping
        .tree()
        .walk(
            node -> {
              if (node instanceof Expression.Operation operation
                  && catalog.isVolatileOperator(operation.operator())) {
                names.add("operator " + operation.operator());
              }
            });
    return names.stream().distinct().toList();
  }

  /** Why the server refuses a statement; empty if it does not. */
  private String refusal(Statement statement, String sql) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      statement.execute(sql);
      return "";
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      String line = message.lines().findFirst().orElse(message);
      return line.startsWith("ERROR: ") ? line.substring("ERROR: ".length()) : line;
    } finally {
      connection.rollback(before);
    }
  }
}
