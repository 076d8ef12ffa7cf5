package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes expressions of whole rows, in which the names and the order of a table's columns show. */
final class WholeRows {

  private final Dice dice;

  WholeRows(Dice dice) {
    this.dice = dice;
  }

  /** An expression of a kind, where there is one of that kind and a row in scope. */
  Optional<Fragment> of(Kind kind, Scope scope) {
    List<Relation> rows = scope.rows();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Relation row = dice.pick(rows);
    List<String> forms = new ArrayList<>(forms(kind, row.qualifier(), like(row, rows)));
    for (Output column : row.columns()) {
      if (column.kind() == kind && column.name().isPresent()) {
        forms.add("(" + row.qualifier() + ")." + column.name().get());
      }
    }
    return forms.isEmpty() ? Optional.empty() : Optional.of(Fragment.of(dice.pick(forms)));
  }

  /** Another row of the same table, or this one. */
  private String like(Relation row, List<Relation> rows) {
    return dice.pick(
            rows.stream()
                .filter(
                    other ->
                        other == row
                            || row.table().isPresent() && other.table().equals(row.table()))
                .toList())
        .qualifier();
  }

  private static List<String> forms(Kind kind, String row, String other) {
    return switch (kind) {
      case JSON ->
          List.of(
              "to_jsonb(" + row + ")",
              "row_to_json(" + row + ")::jsonb",
              "to_jsonb(" + row + ".*)",
              "(to_jsonb(" + row + ") - 'id')",
              "jsonb_build_object('row', " + row + ")");
      case BOOL ->
          List.of(
              "(" + row + " IS NULL)",
              "(" + row + " IS NOT NULL)",
              "(" + row + " = " + other + ")",
              "(" + row + " <= " + other + ")",
              "(" + row + " IS DISTINCT FROM " + other + ")",
              "(ROW(" + row + ".*) = ROW(" + other + ".*))");
      case TEXT ->
          List.of(
              row + "::text",
              "concat(" + row + ", '!')",
              "row_to_json(" + row + ")::text",
              "format('%s', " + row + ")");
      case INT -> List.of("num_nulls(" + row + ")");
      default -> List.of();
    };
  }
}
