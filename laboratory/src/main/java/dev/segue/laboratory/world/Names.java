package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names for the columns of one table. All tables take theirs from the same few, so that what is
 * hidden in one is shown by another, and unqualified names have something to be confused with.
 */
final class Names {

  private static final List<String> POOL =
      List.of(
          "name",
          "full_name",
          "amount",
          "amount_cents",
          "note",
          "\"Unit Price\"",
          "\"order\"",
          "\"user\"",
          "value",
          "position",
          "type",
          "\"Größe\"",
          "\"a\"\"b\"",
          "state",
          "status",
          "quantity",
          "units",
          "day",
          "placed",
          "tags",
          "data",
          "code",
          "\"CODE\"",
          "rank",
          "label",
          "first_name",
          "last_name",
          "street",
          "house",
          "\"House No\"",
          "address",
          "total",
          "rate",
          "legacy",
          "seen",
          "low",
          "high",
          "joined",
          "part");

  private final Dice dice;
  private final Set<String> taken = new HashSet<>();

  Names(Dice dice) {
    this.dice = dice;
  }

  /** Names that the columns of another table have are taken. */
  void leave(Table table) {
    for (Shape shape : Shape.values()) {
      table.columns(shape).forEach(column -> taken.add(column.name()));
    }
  }

  String next() {
    while (true) {
      String name = dice.pick(POOL);
      if (taken.add(name)) {
        return name;
      }
    }
  }
}
