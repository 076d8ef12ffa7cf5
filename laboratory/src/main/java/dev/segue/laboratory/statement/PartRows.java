package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the statements, several in one text, that write or delete the rows of all parts of a table:
 * of the first part first, where they are written, and last, where they are deleted.
 */
final class PartRows {

  private final Dice dice;
  private final Tables tables;
  private final Writes writes;

  PartRows(Tables tables, Writes writes) {
    this.dice = tables.dice();
    this.tables = tables;
    this.writes = writes;
  }

  /** Where a column of a further part must be given, the one table cannot have the first's row. */
  Fragment insert() {
    List<Table> parts = dice.pick(tables.parts());
    if (parts.stream().skip(1).anyMatch(part -> !required(part).isEmpty())) {
      return delete(parts);
    }
    List<String> keys = new ArrayList<>();
    int first = 40 + dice.below(400);
    for (int i = dice.any(1, 1, 2); i > 0; i--) {
      keys.add(Integer.toString(first + i));
    }
    List<Fragment> all = new ArrayList<>();
    for (Table part : parts) {
      all.add(insert(part, keys));
    }
    return several(all);
  }

  private List<Column> required(Table part) {
    return tables.columns(part).stream()
        .filter(column -> !column.name().equals(Table.ID))
        .filter(column -> !column.nullable() && column.demands().byDefault().isEmpty())
        .toList();
  }

  private Fragment insert(Table part, List<String> keys) {
    List<Column> columns = new ArrayList<>();
    for (Column column : dice.shuffled(tables.columns(part))) {
      boolean needed = column.name().equals(Table.ID) || required(part).contains(column);
      if (needed || !tables.leftAlone(part, column) && dice.percent(70)) {
        columns.add(column);
      }
    }
    List<Fragment> rows = new ArrayList<>();
    for (String key : keys) {
      rows.add(
          Fragment.of(
              "(",
              Fragment.whole(
                  columns.stream()
                      .map(
                          column ->
                              column.name().equals(Table.ID)
                                  ? Fragment.of(key)
                                  : writes.value(column, Scope.EMPTY, 1))
                      .toList()),
              ")"));
    }
    return Fragment.of(
        "INSERT INTO " + tables.name(part),
        " (" + String.join(", ", columns.stream().map(Column::name).toList()) + ") VALUES ",
        Fragment.whole(rows),
        returning());
  }

  /** Nothing that reads the parts: between these statements they are seen otherwise. */
  private Fragment returning() {
    return Fragment.maybe(dice.any("", "", "", " RETURNING *", " RETURNING id"));
  }

  Fragment delete() {
    return delete(dice.pick(tables.parts()));
  }

  private Fragment delete(List<Table> parts) {
    String condition =
        dice.any(" WHERE id = 1", " WHERE id IN (2, 3)", " WHERE id > 2", " WHERE id < 0", "");
    List<Fragment> all = new ArrayList<>();
    // A part may refer to one before it, and a deletion there take its rows along.
    for (int i = parts.size() - 1; i > 0; i--) {
      all.add(Fragment.of("DELETE FROM " + tables.name(parts.get(i)) + condition));
    }
    Table first = parts.get(0);
    all.add(Fragment.of("DELETE FROM " + tables.name(first) + condition, returning()));
    return several(all);
  }

  private static Fragment several(List<Fragment> statements) {
    List<Object> parts = new ArrayList<>();
    for (Fragment statement : statements) {
      if (!parts.isEmpty()) {
        parts.add("; ");
      }
      parts.add(statement);
    }
    return Fragment.of(parts.toArray());
  }
}
