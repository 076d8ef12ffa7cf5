package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;
import dev.segue.laboratory.world.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes INSERT in all its forms. */
final class Inserts {

  private final Dice dice;
  private final Tables tables;
  private final Expressions expressions;
  private final Writes writes;

  Inserts(Tables tables, Expressions expressions, Writes writes) {
    this.dice = tables.dice();
    this.tables = tables;
    this.expressions = expressions;
    this.writes = writes;
  }

  /** A statement without WITH, and what it returns. */
  record Write(Fragment sql, Writes.Returning returning, Table target) {}

  Write make(int returning) {
    Table table = tables.written();
    boolean alias = dice.percent(25);
    String qualifier = alias ? "tgt" : tables.bare(table);
    Relation target = tables.relation(table, qualifier);
    Fragment into = Fragment.of("INSERT INTO " + tables.name(table) + (alias ? " AS tgt" : ""));
    boolean conflict = dice.percent(tables.mayConflict(table) ? 30 : 0);
    Fragment body = dice.percent(3) ? Fragment.of(" DEFAULT VALUES") : body(table, conflict);
    Fragment onConflict = conflict ? onConflict(table, target) : Fragment.NOTHING;
    Writes.Returning returns = writes.returning(returning, Scope.of(target), target);
    return new Write(Fragment.of(into, body, onConflict, returns.sql()), returns, table);
  }

  private Fragment body(Table table, boolean conflict) {
    boolean query = dice.percent(22);
    // A query cannot say DEFAULT.
    List<Column> all =
        tables.columns(table).stream()
            .filter(column -> !query || !tables.leftAlone(table, column))
            .toList();
    boolean listed = all.size() < tables.columns(table).size() || dice.percent(80);
    List<Column> columns = listed ? chosen(table, all) : all;
    String names =
        listed ? " (" + String.join(", ", columns.stream().map(Column::name).toList()) + ")" : "";
    String overriding =
        table.key() == Table.Key.ALWAYS || table.key() == Table.Key.IDENTITY
            ? dice.any("", " OVERRIDING SYSTEM VALUE", " OVERRIDING USER VALUE")
            : "";
    if (query) {
      return Fragment.of(names + overriding, fromQuery(table, columns));
    }
    List<Fragment> rows = new ArrayList<>();
    int count = dice.any(1, 1, 1, 2, 3);
    for (int i = 0; i < count; i++) {
      int row = i;
      rows.add(
          Fragment.of(
              "(",
              Fragment.whole(
                  columns.stream().map(column -> value(table, column, row, conflict)).toList()),
              ")"));
    }
    return Fragment.of(names + overriding + " VALUES ", Fragment.list(rows));
  }

  /** Some columns in any order, those among them that cannot be left out. */
  private List<Column> chosen(Table table, List<Column> all) {
    List<Column> chosen = new ArrayList<>();
    for (Column column : dice.shuffled(all)) {
      boolean needed =
          column.name().equals(Table.ID)
              ? !table.key().generated()
              : !column.nullable() && column.demands().byDefault().isEmpty();
      if (needed ? dice.percent(97) : dice.percent(65)) {
        chosen.add(column);
      }
    }
    return chosen.isEmpty() ? all : chosen;
  }

  private Fragment value(Table table, Column column, int row, boolean conflict) {
    if (column.name().equals(Table.ID)) {
      if (table.key().generated() && dice.percent(50)) {
        return Fragment.of("DEFAULT");
      }
      String id =
          Integer.toString(conflict && dice.percent(60) ? row + 1 : 40 + row + 10 * dice.below(4));
      return dice.percent(30)
          ? expressions.literals().parameter(Kind.INT, List.of(id, id + "0", id + "1"))
          : Fragment.of(id);
    }
    if (tables.leftAlone(table, column)
        || column.demands().byDefault().isPresent() && dice.percent(15)) {
      return Fragment.of("DEFAULT");
    }
    return writes.value(column, Scope.EMPTY, 1);
  }

  /** The rows of a query, in the order of their keys where keys are generated for them. */
  private Fragment fromQuery(Table table, List<Column> columns) {
    FromClauses.From from = writes.queries().froms().single(Scope.EMPTY);
    String id = from.scope().relations().get(0).qualifier() + ".id";
    List<Fragment> items = new ArrayList<>();
    for (Column column : columns) {
      if (column.name().equals(Table.ID)) {
        items.add(Fragment.of(id + " + 60"));
      } else if (column.name().equals(Table.PARENT)) {
        items.add(Fragment.of("1"));
      } else {
        items.add(
            Fragment.of(
                "CAST(",
                expressions.assigned(column, from.scope(), 1),
                " AS " + column.kind().type() + ")"));
      }
    }
    String limit = table.key().generated() || dice.percent(50) ? " LIMIT 2" : "";
    return Fragment.of(
        " SELECT ", Fragment.whole(items), " FROM ", from.sql(), " ORDER BY " + id + limit);
  }

  private Fragment onConflict(Table table, Relation target) {
    // A row that another part has is none to a part, and one to the old table.
    int chance = tables.hasKeyAlone(table) ? dice.below(100) : 99;
    if (chance < 20) {
      return Fragment.maybe(" ON CONFLICT DO NOTHING");
    }
    Optional<Column> unique =
        tables.columns(table).stream()
            .filter(column -> column.demands().unique() && !column.name().equals(Table.ID))
            .findFirst();
    String on = unique.isPresent() && dice.percent(30) ? unique.get().name() : Table.ID;
    if (chance < 40) {
      return Fragment.maybe(" ON CONFLICT (" + on + ") DO NOTHING");
    }
    Relation excluded = tables.relation(table, "excluded");
    // An unqualified name could be the stored row's or the other's.
    Scope scope = Scope.of(target, excluded);
    Fragment where =
        dice.percent(30)
            ? Fragment.maybe(" WHERE ", expressions.of(Kind.BOOL, scope, 2))
            : Fragment.NOTHING;
    return Fragment.maybe(
        " ON CONFLICT (" + on + ") DO UPDATE SET ", writes.assignments(table, scope, true), where);
  }
}
