package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Columns that go to the table to which theirs refers. All rows that refer to one row have one
 * value, and those that refer to none have NULL.
 */
final class Departures {

  private final Dice dice;

  Departures(Dice dice) {
    this.dice = dice;
  }

  /** Whether one can go from one of these tables to the other: both stay where they are. */
  static boolean canGo(Table from, Table to) {
    return Stream.of(from, to).allMatch(table -> table.move().isEmpty())
        && from.parent().filter(to.name()::equals).isPresent();
  }

  /** Both tables, the one that gets the column first. */
  List<Table> go(Table from, Table to, String id) {
    Names names = new Names(dice);
    names.leave(from);
    names.leave(to);
    Kind kind = dice.any(Kind.values());
    Column old = Column.of(names.next(), kind);
    if (kind == Kind.TEXT && dice.percent(40)) {
      old = old.ofType("varchar(20)");
    }
    Column fresh =
        new Column(
            dice.percent(40) ? old.name() : names.next(),
            kind,
            old.type(),
            Optional.empty(),
            Column.Demands.NONE);
    Change departure =
        new Change(
            List.of(old),
            List.of(),
            Map.of(),
            Map.of(old.name(), read(fresh, to, Table.ID, from, Table.PARENT)),
            List.of(),
            Change.DEPARTURE);
    Change arrival =
        new Change(
            List.of(),
            List.of(fresh),
            Map.of(fresh.name(), read(old, from, Table.PARENT, to, Table.ID)),
            Map.of(),
            List.of(),
            Change.ARRIVAL);
    Table losing =
        from.and(new Migration(id, List.of(departure), Optional.empty(), true), List.of());
    return List.of(
        to.and(new Migration(id, List.of(arrival), Optional.empty(), true), to.rows()),
        from.and(losing.migrations().get(losing.migrations().size() - 1), shared(losing, old)));
  }

  private static String read(Column wanted, Table of, String by, Table row, String column) {
    return "(SELECT other.%s FROM %s AS other WHERE other.%s = %s.%s LIMIT 1)"
        .formatted(wanted.name(), of.name(), by, row.name(), column);
  }

  /** Rows of a table whose column is a function of the reference. */
  private List<List<String>> shared(Table table, Column column) {
    List<String> names = table.columns(Shape.OLD).stream().map(Column::name).toList();
    int reference = names.indexOf(Table.PARENT);
    int value = names.indexOf(column.name());
    Map<String, String> values = new HashMap<>(Map.of("NULL", "NULL"));
    List<List<String>> rows = new ArrayList<>();
    for (List<String> filled : new Fixture(dice).filled(table).rows()) {
      List<String> row = new ArrayList<>(filled);
      row.set(value, values.computeIfAbsent(row.get(reference), target -> filled.get(value)));
      rows.add(row);
    }
    return rows;
  }
}
