package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Change;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Move;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SQL that moves whole tables: makes those that take the place of others, as expand and backfill
 * do, and drops these or gives tables their other names, as contract does.
 */
final class CopyScript {

  private CopyScript() {}

  /** Moves what is to be moved, once the tables are there in the old place. */
  static String moved(Layout layout, World world) {
    StringBuilder sql = new StringBuilder();
    for (Table table : world.tables()) {
      if (table.copying().isPresent()) {
        sql.append(created(table, layout.schema())).append('\n').append(filled(table, layout));
      } else if (table.move().isPresent() && layout.leading(table).shape() == Shape.NEW) {
        sql.append(renamed(table, layout));
      }
    }
    return sql.toString();
  }

  /** What makes the table that takes another one's place, as the rules have it. */
  static String created(Table table, String schema) {
    Move.Partitioning partitioning = table.copying().orElseThrow().partitioning();
    String name = new Stored(table, Shape.NEW, schema, true).sql();
    List<String> commands = new ArrayList<>();
    commands.add(
        "CREATE TABLE "
            + name
            + " ("
            + table.columns(Shape.NEW).stream()
                .map(column -> definition(table, column, schema))
                .collect(Collectors.joining(", "))
            + ")"
            + (partitioning == Move.Partitioning.NONE
                ? ""
                : " PARTITION BY " + partitioning.method() + " (id)"));
    String part = "CREATE TABLE %s.part_%d_%s PARTITION OF %s ";
    String of = table.name().replaceAll("\\W", "");
    for (int i = 0; i < partitioning.bounds().size(); i++) {
      commands.add(
          part.formatted(schema, i, of, name) + "FOR VALUES " + partitioning.bounds().get(i));
    }
    if (partitioning.leavesSome()) {
      commands.add(part.formatted(schema, partitioning.bounds().size(), of, name) + "DEFAULT");
    }
    return commands.stream().map(command -> command + ";").collect(Collectors.joining("\n"));
  }

  private static String definition(Table table, Column column, String schema) {
    if (!column.name().equals(Table.ID)) {
      return SchemaScript.definition(column);
    }
    String byDefault =
        table.key().generated() ? " DEFAULT nextval('%s')".formatted(sequence(table, schema)) : "";
    return "id " + column.type() + byDefault + " PRIMARY KEY";
  }

  /** The sequence that the old table's key is drawn from. */
  private static String sequence(Table table, String schema) {
    String bare = table.name().replace("\"", "");
    return schema
        + (bare.equals(table.name()) ? "." + bare + "_id_seq" : ".\"" + bare + "_id_seq\"");
  }

  private static String filled(Table table, Layout layout) {
    String old = new Stored(table, Shape.OLD, layout.schema(), true).sql();
    String fresh = new Stored(table, Shape.NEW, layout.schema(), true).sql();
    StringBuilder sql = new StringBuilder();
    sql.append(
        "INSERT INTO %s SELECT %s FROM %s;\n".formatted(fresh, mapped(table, Shape.NEW), old));
    boolean dropped = layout.tables().stream().noneMatch(stored -> stored.sql().equals(old));
    if (dropped) {
      sql.append(remembered(table, layout.schema()));
      if (table.key().generated()) {
        sql.append(
            "ALTER SEQUENCE %s OWNED BY %s;\n"
                .formatted(
                    sequence(table, layout.schema()),
                    table.elsewhere(Shape.NEW) ? "NONE" : fresh + ".id"));
      }
      sql.append("DROP TABLE ").append(old).append(";\n");
    }
    return sql.toString();
  }

  /** The columns of a shape, in their order, computed from those of the other one. */
  static String mapped(Table table, Shape shape) {
    return table.columns(shape).stream()
        .map(column -> mapped(table, column, shape))
        .collect(Collectors.joining(", "));
  }

  private static String mapped(Table table, Column column, Shape shape) {
    for (Change change : table.changes()) {
      if (change.columns(shape).stream().anyMatch(column::isNamedLike)) {
        return "(%s)::%s AS %s"
            .formatted(change.mapping(column, shape), column.type(), column.name());
      }
    }
    return column.name();
  }

  private static String remembered(Table table, String schema) {
    return """
        INSERT INTO segue.old_column (table_schema, table_name, column_name, migration,
          position, type_formatted, type_base, type_modifier, default_expression, not_null)
        SELECT n.nspname, c.relname, a.attname, 'any', a.attnum,
          format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, NULL), a.atttypmod,
          pg_get_expr(d.adbin, d.adrelid), a.attnotnull
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = '%s.%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped;
        """
        .formatted(schema, table.name());
  }

  private static String renamed(Table table, Layout layout) {
    String old = layout.schema() + "." + table.name();
    String fresh = layout.leading(table).sql();
    StringBuilder sql = new StringBuilder();
    if (table.elsewhere(Shape.NEW)) {
      sql.append(
          "ALTER TABLE %s SET SCHEMA %s;\n"
              .formatted(old, Stored.schema(layout.schema(), table, Shape.NEW)));
    }
    if (!table.name(Shape.NEW).equals(table.name())) {
      sql.append(
          "ALTER TABLE %s.%s RENAME TO %s;\n"
              .formatted(
                  Stored.schema(layout.schema(), table, Shape.NEW),
                  table.name(),
                  table.name(Shape.NEW)));
    }
    return sql.append("CREATE VIEW %s AS SELECT * FROM %s;\n".formatted(old, fresh))
        .append(
            """
            UPDATE segue.old_column o SET table_schema = n.nspname, table_name = c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_class v
            WHERE c.oid = '%s'::regclass AND v.oid = '%s'::regclass
              AND o.table_schema = v.relnamespace::regnamespace::text AND o.table_name = v.relname;
            """
                .formatted(fresh, old))
        .toString();
  }
}
