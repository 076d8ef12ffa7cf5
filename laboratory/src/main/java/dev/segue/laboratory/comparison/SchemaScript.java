package dev.segue.laboratory.comparison;

import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Change;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Lookups;
import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Move;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * SQL that makes the tables of a world in one schema: as an application knows them that has no
 * migration, or as expand, backfill and contract leave them at a station.
 */
final class SchemaScript {

  private final World world;
  private final Shape spoken;
  private final Layout layout;
  private final String schema;
  private final StringBuilder sql = new StringBuilder();

  private SchemaScript(World world, Shape spoken, Layout layout) {
    this.world = world;
    this.spoken = spoken;
    this.layout = layout;
    this.schema = layout.schema();
  }

  /** What all schemas share. */
  static String shared() {
    return "CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');\n";
  }

  /** The shape that is spoken, and nothing else. */
  static String plain(World world, Shape spoken, String schema) {
    SchemaScript script = new SchemaScript(world, spoken, Layout.plain(world, spoken, schema));
    script.oldShape();
    if (spoken == Shape.NEW) {
      script.migrate(migration -> Route.NEW);
      script.dropOld(change -> true);
    }
    script.sql.append(CopyScript.moved(script.layout, world));
    script.references();
    if (spoken == Shape.OLD) {
      script.agreements(table -> true);
    }
    return script.sql.toString();
  }

  /** Both shapes, as far as they are there at a station. */
  static String at(Station station, World world, Shape spoken) {
    SchemaScript script = new SchemaScript(world, spoken, Layout.at(station, world, spoken));
    List<Migration> all = world.migrations().toList();
    script.oldShape();
    script.remember();
    script.migrate(migration -> station.route(migration, all, world.seed()));
    if (station.oldDropped()) {
      script.dropOld(change -> !change.isDeparture());
    }
    if (world.looksUp()) {
      script.sql.append(LookupScript.objects(station, world));
    }
    script.sql.append(CopyScript.moved(script.layout, world));
    script.unite();
    List<Stored> unwritten =
        script.layout.tables().stream().filter(stored -> !stored.written()).toList();
    // What refers to a part loses its rows before that part does.
    for (int i = unwritten.size() - 1; i >= 0; i--) {
      script.garbage(unwritten.get(i));
    }
    script.references();
    script.agreements(
        table ->
            table.migrations().stream()
                .filter(migration -> migration.departure().isPresent())
                .allMatch(migration -> station.route(migration, all, world.seed()) == Route.OLD));
    return script.sql.toString();
  }

  /** What nothing of Segue's sees to where one shape alone is written. */
  private void agreements(Predicate<Table> needed) {
    for (Table table : world.tables()) {
      if (table.departing().isPresent() && needed.test(table)) {
        sql.append(AgreementScript.made(schema, table, table.departing().get()));
      }
    }
  }

  private void oldShape() {
    line(
        "CREATE SCHEMA %1$s;\nCREATE SCHEMA %1$s%2$s;\nSET search_path TO %1$s, public;",
        schema, StatementGenerator.schemaBeside());
    if (world.looksUp()) {
      sql.append(LookupScript.tables());
    }
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
          .filter(change -> change.fresh().isEmpty() && !change.isDeparture())
          .forEach(change -> dropped(table, change));
    }
  }

  /** What is not in the new shape has the values that it is given back from there. */
  private void dropped(Table table, Change change) {
    change
        .old()
        .forEach(
            old ->
                line(
                    "UPDATE %s SET %s = %s;",
                    table.name(), old.name(), change.mapping(old, Shape.OLD)));
  }

  private static String definition(Table table, Column column) {
    return column.name().equals(Table.ID)
        ? "id " + table.key().definition() + " PRIMARY KEY"
        : definition(column);
  }

  /** A column that is no key. */
  static String definition(Column column) {
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

  /** The tables whose two shapes are columns of one row. */
  private List<Table> columnwise() {
    return world.tables().stream().filter(table -> !table.isCopied()).toList();
  }

  /** What is written refers to what is written. */
  private void references() {
    for (Stored stored : layout.tables()) {
      boolean refers =
          stored.columns().stream().anyMatch(column -> column.name().equals(Table.PARENT));
      if (stored.written() && refers) {
        Table parent = world.table(stored.table().parent().orElseThrow());
        line(
            "ALTER TABLE %s ADD FOREIGN KEY (parent_id) REFERENCES %s;",
            stored.sql(), layout.referred(parent, stored.shape()).sql());
      }
    }
  }

  private void remember() {
    for (Table table : columnwise()) {
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
    for (Table table : columnwise()) {
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
      line("UPDATE %s SET %s = %s;", table.name(), fresh.name(), change.mapping(fresh, Shape.NEW));
      if (change.isLookup()) {
        line(
            "ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s;",
            table.name(), fresh.name(), Lookups.table(change).sql());
      }
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
    if (route == Route.OLD && change.isArrival()) {
      leftover(
          table.name(), change.fresh().get(0), change.mapping(change.fresh().get(0), Shape.NEW));
    } else if (!route.writesBoth()) {
      change
          .columns(route == Route.NEW ? Shape.OLD : Shape.NEW)
          .forEach(unwritten -> garbage(table.name(), unwritten));
    }
  }

  private void alter(Table table, Column column, String action) {
    line("ALTER TABLE %s ALTER %s %s;", table.name(), column.name(), action);
  }

  /** What nobody keeps up is wrong, but is not seen where no row of the other table has it. */
  private void leftover(String table, Column column, String read) {
    line("UPDATE %s SET %s = NULL WHERE %s IS NOT NULL AND id < 3;", table, column.name(), read);
  }

  /** What nobody keeps up is wrong, so that reading it shows. */
  private void garbage(String table, Column column) {
    // The fourth sample of a number is one that every CHECK lets through.
    int sample = column.demands().check().isPresent() ? 3 : 1;
    String wrong =
        column.demands().unique()
            ? "NULL"
            : "CASE WHEN id %% 2 = 0 THEN %s END"
                .formatted(column.kind().typedLiteral(column.kind().samples().get(sample)));
    line("UPDATE %s SET %s = %s;", table, column.name(), wrong);
  }

  /** The rows of a table that nobody keeps up. */
  private void garbage(Stored stored) {
    line("DELETE FROM %s WHERE id %% 3 = 0;", stored.sql());
    for (Column column : stored.columns()) {
      if (column.nullable() && !column.demands().unique() && !column.name().equals(Table.PARENT)) {
        garbage(stored.sql(), column);
      }
    }
  }

  private void dropOld(Predicate<Change> of) {
    for (Table table : columnwise()) {
      for (Change change : table.changes().stream().filter(of).toList()) {
        change.old().forEach(old -> line("ALTER TABLE %s DROP %s;", table.name(), old.name()));
      }
    }
  }

  private void unite() {
    for (Table table : world.tables()) {
      table
          .move()
          .filter(Move.Uniting.class::isInstance)
          .map(Move.Uniting.class::cast)
          .ifPresent(move -> sql.append(UniteScript.united(schema, table, move)));
    }
  }

  private void line(String form, Object... values) {
    sql.append(values.length == 0 ? form : form.formatted(values)).append('\n');
  }
}
