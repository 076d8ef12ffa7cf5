package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Change;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Shape;
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
      if (table.inParts().filter(Shape.OLD::equals).isPresent()) {
        sql.append(JoinScript.made(table, layout));
      } else if (table.isCopied()) {
        sql.append(copied(table, layout));
      } else if (table.isRenamed() && layout.leading(table).shape() == Shape.NEW) {
        sql.append(renamed(table, layout));
      }
    }
    return sql.toString();
  }

  private static String copied(Table table, Layout layout) {
    StringBuilder sql = new StringBuilder();
    List<Stored> fresh = layout.all(table, Shape.NEW);
    String old = layout.schema() + "." + table.name();
    fresh.forEach(stored -> sql.append(filled(stored, old)));
    if (layout.all(table, Shape.OLD).isEmpty()) {
      sql.append(remembered(old));
      if (table.key().generated()) {
        sql.append(owned(table, fresh.get(0)));
      }
      sql.append("DROP TABLE ").append(old).append(";\n");
    }
    return sql.toString();
  }

  /**
   * A table, with the rows of one that has the old shape, which are looked at before it is altered.
   */
  static String filled(Stored stored, String from) {
    List<Column> columns = stored.columns();
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    return "%s\nINSERT INTO %s (%s) SELECT %s FROM %s;\nSET CONSTRAINTS ALL IMMEDIATE;\n"
        .formatted(
            PlaceScript.created(stored),
            stored.sql(),
            names,
            stored.shape() == Shape.OLD ? names : mapped(stored.table(), columns, Shape.NEW),
            from);
  }

  /** The sequence that a table's key is drawn from goes with one that holds it. */
  static String owned(Table table, Stored owner) {
    return "ALTER SEQUENCE %s OWNED BY %s;\n"
        .formatted(
            PlaceScript.sequence(table, owner.around()),
            owner.elsewhere() ? "NONE" : owner.sql() + ".id");
  }

  /** The columns of a shape, in their order, computed from those of the other one. */
  static String mapped(Table table, Shape shape) {
    return mapped(table, table.columns(shape), shape);
  }

  private static String mapped(Table table, List<Column> columns, Shape shape) {
    return columns.stream()
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

  /** What the driver knows of a table that is dropped. */
  static String remembered(String table) {
    return """
        INSERT INTO segue.old_column (table_schema, table_name, column_name, migration,
          position, type_formatted, type_base, type_modifier, default_expression, not_null)
        SELECT n.nspname, c.relname, a.attname, 'any', a.attnum,
          format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, NULL), a.atttypmod,
          pg_get_expr(d.adbin, d.adrelid), a.attnotnull
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = '%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped;
        """
        .formatted(table);
  }

  private static String renamed(Table table, Layout layout) {
    String old = layout.schema() + "." + table.name();
    String fresh = layout.leading(table).sql();
    StringBuilder sql = new StringBuilder();
    if (table.elsewhere(Shape.NEW)) {
      sql.append(
          "ALTER TABLE %s SET SCHEMA %s;\n"
              .formatted(old, Stored.schema(layout.schema(), table.elsewhere(Shape.NEW))));
    }
    if (!table.name(Shape.NEW).equals(table.name())) {
      sql.append(
          "ALTER TABLE %s.%s RENAME TO %s;\n"
              .formatted(
                  Stored.schema(layout.schema(), table.elsewhere(Shape.NEW)),
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
