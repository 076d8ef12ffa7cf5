package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;
import dev.segue.laboratory.world.Table;
import java.util.List;
import java.util.Optional;

/** Makes statements that are wrong, each in one way: which of two errors comes first is chance. */
final class Mistakes {

  private final Dice dice;
  private final Tables tables;

  Mistakes(Tables tables) {
    this.dice = tables.dice();
    this.tables = tables;
  }

  Fragment make() {
    Table table = tables.any();
    List<Column> columns = tables.columns(table);
    // What is written to a column that the route has not is not looked at.
    List<Column> lasting =
        columns.stream()
            .filter(other -> !other.name().equals(Table.ID) && !table.isOneSided(other))
            .toList();
    Column column = lasting.isEmpty() ? columns.get(0) : dice.pick(lasting);
    String name = tables.bare(table);
    Optional<Column> hidden = tables.hidden(table);
    return Fragment.of(
        switch (dice.below(14)) {
          case 0 -> "SELECT nowhere FROM " + name;
          case 1 -> "SELECT id FROM " + name + " WHERE " + hidden(hidden) + " IS NULL";
          case 2 -> "SELECT " + hidden(hidden) + " FROM " + name + " ORDER BY id";
          case 3 -> "UPDATE " + name + " SET " + hidden(hidden) + " = NULL WHERE id = 1";
          case 4 -> "INSERT INTO " + name + " (id, " + hidden(hidden) + ") VALUES (90, NULL)";
          case 5 -> "SELECT " + column.name() + " FROM " + name + " a, " + name + " b";
          case 6 -> "SELECT " + column.name() + ", count(*) FROM " + name;
          case 7 -> "SELECT " + name + ".* FROM " + name + " AS q";
          case 8 -> "INSERT INTO " + name + " (" + column.name() + ") VALUES (NULL, NULL)";
          case 9 -> "UPDATE " + name + " SET " + column.name() + " = " + wrong(column.kind());
          case 10 ->
              "SELECT id FROM " + name + " WHERE " + column.name() + " = " + wrong(column.kind());
          case 11 -> "SELECT 1 / 0, " + column.name() + " FROM " + name;
          case 12 -> "INSERT INTO " + name + " (id) OVERRIDING SYSTEM VALUE VALUES (1)";
          default -> "DELETE FROM " + name + " WHERE " + column.name() + " IN (SELECT)";
        });
  }

  private static String hidden(Optional<Column> hidden) {
    return hidden.map(Column::name).orElse("nowhere");
  }

  private static String wrong(Kind kind) {
    return switch (kind) {
      // Everything can be assigned to a text, but not to one of another meaning.
      case TEXT -> "nowhere";
      case NUMERIC -> "99999999999.99";
      case INT, BIGINT -> "'x'";
      default -> "12";
    };
  }
}
