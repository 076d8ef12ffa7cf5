package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.TypeName;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the functions of a FROM clause that make rows of a migrating table's type out of JSON:
 * {@code json_populate_record(NULL::customers, …)}. Their likes that take a list of columns, {@code
 * json_to_record(…) AS x (id bigint, …)}, make the same rows without that type (manual, 9.16.1;
 * {@code populate_record_worker} is the code of both).
 */
final class PopulatedRecords {

  private static final Map<String, String> WITH_COLUMNS =
      Map.of(
          "json_populate_record", "json_to_record",
          "jsonb_populate_record", "jsonb_to_record",
          "json_populate_recordset", "json_to_recordset",
          "jsonb_populate_recordset", "jsonb_to_recordset");

  private final Relations relations;

  PopulatedRecords(Relations relations) {
    this.relations = relations;
  }

  /** What such a function is, if it is one of which nothing but the columns has to change. */
  Optional<Occurrence.PopulateUse> of(FromItem.Function function) {
    if (function.definition()
        || function.calls().size() != 1
        || !(function.calls().get(0) instanceof Expression.FunctionCall call)
        || call.parts().size() != 2
        || function.alias().map(alias -> !alias.columns().isEmpty()).orElse(false)) {
      return Optional.empty();
    }
    String name = call.name().name();
    int end = function.alias().map(alias -> alias.span().start()).orElse(function.span().end());
    if (!WITH_COLUMNS.containsKey(name)
        || relations.catalog().isUsersFunction(name)
        || !relations.sql().substring(call.span().end(), end).isBlank()) {
      return Optional.empty();
    }
    return call.parts().get(0) instanceof Expression.Cast cast
            && cast.operand() instanceof Expression.Literal literal
            && literal.kind() == Expression.LiteralKind.NULL
        ? rowType(cast.type())
            .map(table -> new Occurrence.PopulateUse(function, call, WITH_COLUMNS.get(name), table))
        : Optional.empty();
  }

  /** The migrating table that has this type as its row type, written without its schema. */
  private Optional<LogicalTable> rowType(TypeName type) {
    String text = type.span().of(relations.sql());
    return text.indexOf('.') < 0 && text.indexOf('[') < 0
        ? relations.named(type.name())
        : Optional.empty();
  }
}
