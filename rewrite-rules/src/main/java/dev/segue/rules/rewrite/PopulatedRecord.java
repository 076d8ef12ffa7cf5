package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.sql.tree.Span;
import java.util.stream.Collectors;

/**
 * Writes {@code json_populate_record(NULL::customers, x)} as {@code json_to_record(x) AS
 * json_populate_record (id bigint, …)}, with the logical columns.
 */
final class PopulatedRecord {

  private PopulatedRecord() {}

  /** Edits the function and what stands behind it. */
  static void rewrite(Occurrence.PopulateUse use, Edits edits) {
    Derived.checkOrder(use.table(), use.call().span());
    edits.replace(use.call().name().span(), use.withColumns());
    Span first = use.call().parts().get(0).span();
    edits.replace(new Span(first.start(), use.call().parts().get(1).span().start()), "");
    String columns =
        use.table().columns().stream()
            .map(column -> Quoting.identifier(column.name()) + " " + typeOf(column))
            .collect(Collectors.joining(", ", " (", ")"));
    String behind =
        use.function().alias().isPresent() ? columns : " AS " + use.call().name().name() + columns;
    Span whole = use.function().span();
    edits.replace(whole, out -> out.source(whole).text(behind));
  }

  private static String typeOf(LogicalColumn column) {
    return column
        .type()
        .orElseThrow(
            () ->
                Values.refused(
                    "the type of column \"%s\" is not known".formatted(column.name()),
                    "Name its type in the rule, or run expand for the migration."))
        .formatted();
  }
}
