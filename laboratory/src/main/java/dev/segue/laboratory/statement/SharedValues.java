package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes writes of a column of which all rows that refer to one row have one value. Others break
 * that more often than not.
 */
final class SharedValues {

  private final Dice dice;
  private final Tables tables;
  private final Writes writes;

  SharedValues(Tables tables, Writes writes) {
    this.dice = tables.dice();
    this.tables = tables;
    this.writes = writes;
  }

  /** A write, and what it returns. */
  Inserts.Write make(int returning) {
    Table table = dice.pick(tables.sharing());
    Column column = table.departing().orElseThrow();
    Relation target = tables.relation(table, tables.bare(table));
    Scope scope = Scope.of(target);
    Writes.Returning returns = writes.returning(returning, scope, target);
    Fragment write =
        switch (dice.below(6)) {
          case 0 -> insert(table, column);
          case 1 -> more(table, column);
          case 2 -> take(table, column);
          default -> update(table, column);
        };
    return new Inserts.Write(Fragment.of(write, returns.sql()), returns, table);
  }

  private Fragment value(Column column) {
    return writes.value(column, Scope.EMPTY, 1);
  }

  /** All rows of some targets. */
  private Fragment update(Table table, Column column) {
    String by = tables.bare(table) + "." + Table.PARENT;
    return Fragment.of(
        "UPDATE " + tables.name(table) + " SET " + column.name() + " = ",
        switch (dice.below(3)) {
          case 0 ->
              Fragment.of(
                  "CASE " + by + " WHEN 1 THEN CAST(",
                  value(column),
                  " AS " + column.type() + ") WHEN 2 THEN CAST(",
                  value(column),
                  " AS " + column.type() + ") END WHERE " + by + dice.any(" < 3", " IS NOT NULL"));
          case 1 -> Fragment.of(value(column), " WHERE " + by + dice.any(" IN (1, 3)", " > 1"));
          default -> Fragment.of(value(column), " WHERE " + by + " = " + dice.any("1", "2", "3"));
        });
  }

  /** Rows that are the first of their target, if it has none. */
  private Fragment insert(Table table, Column column) {
    List<Column> needed = needed(table);
    String target = dice.any("1", "2", "3", "4", "NULL");
    List<String> names = new ArrayList<>(List.of(Table.ID, Table.PARENT, column.name()));
    needed.forEach(other -> names.add(other.name()));
    List<Fragment> values = new ArrayList<>();
    values.add(Fragment.of(Integer.toString(40 + dice.below(400))));
    values.add(Fragment.of(target));
    values.add(target.equals("NULL") ? Fragment.of("NULL") : value(column));
    needed.forEach(other -> values.add(value(other)));
    return Fragment.of(
        "INSERT INTO " + tables.name(table) + " (" + String.join(", ", names) + ")",
        overriding(table) + " VALUES (",
        Fragment.whole(values),
        ")");
  }

  /** Rows that have what others of their target have. */
  private Fragment more(Table table, Column column) {
    List<Column> needed = needed(table);
    List<String> names = new ArrayList<>(List.of(Table.ID, Table.PARENT, column.name()));
    needed.forEach(other -> names.add(other.name()));
    List<Fragment> values = new ArrayList<>();
    values.add(Fragment.of("o.id + 60"));
    values.add(Fragment.of("o." + Table.PARENT));
    values.add(Fragment.of("o." + column.name()));
    needed.forEach(
        other -> values.add(Fragment.of("CAST(", value(other), " AS " + other.type() + ")")));
    return Fragment.of(
        "INSERT INTO " + tables.name(table) + " (" + String.join(", ", names) + ")",
        overriding(table) + " SELECT ",
        Fragment.whole(values),
        " FROM " + tables.bare(table) + " AS o WHERE o.id " + dice.any("= 1", "= 2", "< 4"));
  }

  /** Rows that come to a target and bring a value along, or to none and lose it. */
  private Fragment take(Table table, Column column) {
    String target = dice.any("1", "2", "3", "4", "NULL");
    return Fragment.of(
        "UPDATE " + tables.name(table) + " SET " + Table.PARENT + " = " + target,
        ", " + column.name() + " = ",
        target.equals("NULL") ? Fragment.of("NULL") : value(column),
        " WHERE " + dice.any("id = 1", "id = 2", Table.PARENT + " = " + target));
  }

  private List<Column> needed(Table table) {
    return tables.columns(table).stream()
        .filter(other -> !List.of(Table.ID, Table.PARENT).contains(other.name()))
        .filter(other -> !other.nullable() && other.demands().byDefault().isEmpty())
        .toList();
  }

  private static String overriding(Table table) {
    return table.key() == Table.Key.ALWAYS ? " OVERRIDING SYSTEM VALUE" : "";
  }
}
