package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import java.util.Optional;

/**
 * The label that PostgreSQL gives a select list's item that has none, as {@code FigureColname} of
 * its parser does (manual, 7.3.2 Column Labels).
 */
final class Labels {

  /** The label of what has no better one. */
  static final String NONE = "?column?";

  private Labels() {}

  /** A label and whether it comes from a name (strong) or from a type or CASE (weak). */
  private record Figure(String label, boolean strong) {}

  /** The label of an item that is no star. */
  static String of(SelectItem item) {
    return item.label().map(label -> label.name()).orElseGet(() -> of(item.expression()));
  }

  static String of(Expression expression) {
    return figure(expression).map(Figure::label).orElse(NONE);
  }

  private static Optional<Figure> figure(Expression expression) {
    if (expression instanceof Expression.ColumnReference reference
        && !reference.fields().isEmpty()) {
      return strong(reference.fields().get(reference.fields().size() - 1).name());
    } else if (expression instanceof Expression.Indirection indirection) {
      return indirection.field().isPresent()
          ? strong(indirection.field().get().name())
          : figure(indirection.base());
    } else if (expression instanceof Expression.FunctionCall call) {
      return strong(call.name().name());
    } else if (expression instanceof Expression.Cast cast) {
      Optional<Figure> operand = figure(cast.operand());
      return operand.isPresent() && operand.get().strong()
          ? operand
          : Optional.of(new Figure(cast.type().name(), false));
    } else if (expression instanceof Expression.Collate collate) {
      return figure(collate.operand());
    } else if (expression instanceof Expression.Case conditional) {
      Optional<Figure> otherwise = conditional.otherwise().flatMap(Labels::figure);
      return otherwise.isPresent() && otherwise.get().strong()
          ? otherwise
          : Optional.of(new Figure("case", false));
    } else if (expression instanceof Expression.Subquery subquery) {
      return switch (subquery.form()) {
        case EXISTS -> strong("exists");
        case ARRAY -> strong("array");
        case SCALAR -> firstItem(subquery.query().body());
      };
    } else if (expression instanceof Expression.Operation operation) {
      // The grammar makes these operators function calls.
      return switch (operation.operator()) {
        case "AT TIME ZONE", "AT LOCAL" -> strong("timezone");
        case "OVERLAPS" -> strong("overlaps");
        case "IS NORMALIZED" -> strong("is_normalized");
        default -> Optional.empty();
      };
    } else if (expression instanceof Expression.Row) {
      return strong("row");
    } else if (expression instanceof Expression.ArrayConstructor) {
      return strong("array");
    } else if (expression instanceof Expression.Parenthesized parenthesized) {
      return figure(parenthesized.inner());
    } else if (expression instanceof Expression.JdbcEscape escape) {
      return escaped(escape.inner());
    } else {
      return Optional.empty();
    }
  }

  private static Optional<Figure> escaped(Expression inner) {
    Optional<String> label =
        inner instanceof Expression.FunctionCall call
            ? EscapeLabels.of(call.name().name(), call.parts().size())
            : Optional.empty();
    return label.isPresent()
        ? label.filter(text -> !text.equals(NONE)).flatMap(Labels::strong)
        : figure(inner);
  }

  private static Optional<Figure> firstItem(Query.Body body) {
    if (body instanceof Query.Select select && !select.items().isEmpty()) {
      SelectItem first = select.items().get(0);
      return first.label().isPresent()
          ? strong(first.label().get().name())
          : figure(first.expression());
    } else if (body instanceof Query.SetOperation operation) {
      return firstItem(operation.left());
    } else if (body instanceof Query.Nested nested) {
      return firstItem(nested.query().body());
    } else {
      return Optional.empty();
    }
  }

  private static Optional<Figure> strong(String label) {
    return Optional.of(new Figure(label, true));
  }
}
