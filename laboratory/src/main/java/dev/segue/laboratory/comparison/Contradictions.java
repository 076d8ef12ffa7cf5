package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Change;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds the rows whose two shapes do not map to each other. */
final class Contradictions {

  private Contradictions() {}

  /**
   * One query over all tables, empty where no migration writes both shapes.
   *
   * @param layout where they are
   */
  static String query(World world, Layout layout, Predicate<Migration> writesBoth) {
    List<String> parts = new ArrayList<>(CopyContradictions.parts(layout));
    for (Table table : world.tables()) {
      for (Migration migration : table.migrations()) {
        if (!table.isCopied() && writesBoth.test(migration)) {
          // What arrives in a table may be there without a row that it has come from.
          migration.changes().stream()
              .filter(change -> !change.isArrival())
              .forEach(
                  change -> parts.add(of(layout.leading(table).sql(), table, migration, change)));
        }
      }
    }
    return String.join("\nUNION ALL\n", parts);
  }

  private static String of(String at, Table table, Migration migration, Change change) {
    List<String> shown = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (Column column : change.columns(shape)) {
        shown.add(column.name() + "::text");
        String mapping = change.mapping(column, shape);
        if (mapping != null) {
          conditions.add(
              "%s IS DISTINCT FROM (%s)::%s".formatted(column.name(), mapping, column.type()));
        }
      }
    }
    return "SELECT '%s %s' AS migration, id::text, concat_ws(' | ', %s) AS values FROM %s WHERE %s"
        .formatted(
            table.name(),
            migration.id(),
            String.join(", ", shown),
            at,
            String.join(" OR ", conditions));
  }
}
