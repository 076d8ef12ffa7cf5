package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Change;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * SQL that makes the tables of a world in one schema: as an application knows them that has no
 * migration, or as expand, backfill and contract leave them at a station.
 */
final class SchemaScript {

  private final World world;
  private final Shape spoken;
  private final String schema;
  private final StringBuilder sql = new StringBuilder();

  private SchemaScript(World world, Shape spoken, String schema) {
    this.world = world;
    this.spoken = spoken;
    this.schema = schema;
  }

  /** What all schemas share. */
  static String shared() {
    return "CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');\n";
  }

  /** The shape that is spoken, and nothing else. */
  static String plain(World world, Shape spoken, String schema) {
    SchemaScript script = new SchemaScript(world, spoken, schema);
    script.oldShape();
    if (spoken == Shape.NEW) {
      script.migrate(migration -> Route.NEW);
      script.dropOld();
    }
    return script.sql.toString();
  }

  /** Both shapes, as far as they are there at a station. */
  static String at(Station station, World world, Shape spoken) {
    SchemaScript script = new SchemaScript(world, spoken, station.schema());
    List<Migration> all = world.migrations().toList();
    script.oldShape();
    script.remember();
    script.migrate(migration -> station.route(migration, all, world.seed()));
    if (station.oldDropped()) {
      script.dropOld();
    }
    return script.sql.toString();
  }

  private void oldShape() {
    line("CREATE SCHEMA %s;\nSET search_path TO %s, public;", schema, schema);
    for (Table table : world.tables()) {
      line("CREATE TABLE %s (", table.name());
      line(
          table.columns(Shape.OLD).stream()
              .map(column -> "  " + definition(table, column))
              .collect(Collectors.joining(",\n")));
      line(");");
      if (!table.rows().isEmpty()) {
        line(
            "INSERT INTO %s OVERRIDING SYSTEM VALUE VALUES\n%s;",
            table.name(),
            table.rows().stream()
                .map(row -> "  (" + String.join(", ", row) + ")")
                .collect(Collectors.joining(",\n")));
      }
      table.changes().stream()
          .filter(change -> change.fresh().isEmpty())
          .forEach(change -> dropped(table, change));
    }
  }

  /** What is not in the new shape has the values that it is given back from there. */
  private void dropped(Table table, Change change) {
    change
        .old()
        .forEach(
            old -> line("UPDATE %s SET %s = %s;", table.name(), old.name(), change.mapping(old)));
  }

  private static String definition(Table table, Column column) {
    if (column.name().equals(Table.ID)) {
      return "id " + table.key().definition() + " PRIMARY KEY";
    } else if (column.name().equals(Table.PARENT)) {
      return "parent_id integer REFERENCES " + table.parent().orElseThrow();
    }
    Column.Demands demands = column.demands();
    return column.name()
        + " "
        + column.type()
        + demands.byDefault().map(value -> " DEFAULT " + value).orElse("")
        + (demands.notNull() ? " NOT NULL" : "")
        + (demands.unique() ? " UNIQUE" : "")
        + demands
            .check()
            .map(least -> " CHECK (" + column.name() + " >= " + least + ")")
            .orElse("");
  }

  private void remember() {
    for (Table table : world.tables()) {
      String names =
          table.changes().stream()
              .flatMap(change -> change.old().stream())
              .map(column -> "'" + label(column) + "'")
              .collect(Collectors.joining(", "));
      if (!names.isEmpty()) {
        line(
            """
            INSERT INTO segue.old_column (table_schema, table_name, column_name, migration,
              position, type_formatted, type_base, type_modifier, default_expression, not_null)
            SELECT n.nspname, c.relname, a.attname, 'any', a.attnum,
              format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, NULL), a.atttypmod,
              pg_get_expr(d.adbin, d.adrelid), a.attnotnull
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = '%s'::regclass AND a.attname IN (%s);\
            """,
            table.name(), names);
      }
    }
  }

  private static String label(Column column) {
    String name = column.name();
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  private void migrate(Function<Migration, Route> routes) {
    for (Table table : world.tables()) {
      for (Migration migration : table.migrations()) {
        for (Change change : migration.changes()) {
          expand(table, change);
          shapes(table, change, routes.apply(migration));
        }
      }
    }
  }

  private void expand(Table table, Change change) {
    for (Column fresh : change.fresh()) {
      Column.Demands demands = fresh.demands();
      line("ALTER TABLE %s ADD %s %s;", table.name(), fresh.name(), fresh.type());
      line("UPDATE %s SET %s = %s;", table.name(), fresh.name(), change.mapping(fresh));
      if (demands.unique()) {
        line("ALTER TABLE %s ADD UNIQUE (%s);", table.name(), fresh.name());
      }
      demands
          .check()
          .ifPresent(
              least ->
                  line("ALTER TABLE %s ADD CHECK (%s >= %s);", table.name(), fresh.name(), least));
    }
  }

  private void shapes(Table table, Change change, Route route) {
    for (Column fresh : change.fresh()) {
      if (fresh.demands().byDefault().isPresent() && (spoken == Shape.NEW || route == Route.NEW)) {
        alter(table, fresh, "SET DEFAULT " + fresh.demands().byDefault().get());
      }
      boolean asked = route == Route.NEW || (spoken == Shape.NEW && route.writesBoth());
      if (fresh.demands().notNull() && asked) {
        alter(table, fresh, "SET NOT NULL");
      }
    }
    if (route == Route.NEW) {
      change.old().stream()
          .filter(old -> old.demands().notNull())
          .forEach(old -> alter(table, old, "DROP NOT NULL"));
    }
    if (!route.writesBoth()) {
      change
          .columns(route == Route.NEW ? Shape.OLD : Shape.NEW)
          .forEach(unwritten -> garbage(table, unwritten));
    }
  }

  private void alter(Table table, Column column, String action) {
    line("ALTER TABLE %s ALTER %s %s;", table.name(), column.name(), action);
  }

  /** What nobody keeps up is wrong, so that reading it shows. */
  private void garbage(Table table, Column column) {
    // The fourth sample of a number is one that every CHECK lets through.
    int sample = column.demands().check().isPresent() ? 3 : 1;
    String wrong =
        column.demands().unique()
            ? "NULL"
            : "CASE WHEN id %% 2 = 0 THEN %s END"
                .formatted(column.kind().typedLiteral(column.kind().samples().get(sample)));
    line("UPDATE %s SET %s = %s;", table.name(), column.name(), wrong);
  }

  private void dropOld() {
    for (Table table : world.tables()) {
      for (Change change : table.changes()) {
        change.old().forEach(old -> line("ALTER TABLE %s DROP %s;", table.name(), old.name()));
      }
    }
  }

  private void line(String form, Object... values) {
    sql.append(values.length == 0 ? form : form.formatted(values)).append('\n');
  }
}
