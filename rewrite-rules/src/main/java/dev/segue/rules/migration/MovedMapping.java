package dev.segue.rules.migration;

import dev.segue.rules.migration.MovedColumn.Function;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Expression.ColumnReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Mappings of a column that moves to a related table. Written by hand they would be mistakes, since
 * they depend on rows of another table; triggers see to it that these say the same.
 *
 * <p>What only reads goes by a subquery, in the statement's snapshot. What writes or locks rows
 * calls a function, which sees whatever is committed at that moment.
 */
final class MovedMapping {

  private final MovedColumn moved;
  private final int line;

  MovedMapping(MovedColumn moved, int line) {
    this.moved = moved;
    this.line = line;
  }

  /** What a row of the old shape has, by its reference. */
  MappingExpression old(Sight sight) {
    String reference = SqlName.alwaysQuoted(moved.reference());
    return switch (sight) {
      case SNAPSHOT ->
          expression(
              "(SELECT segue_moved.segue_value FROM %s WHERE segue_moved.segue_key = %s)"
                  .formatted(moved.targets(), reference));
      case NEWEST -> call(Function.NEWEST, reference);
      case WRITTEN -> call(Function.WRITTEN, reference);
    };
  }

  /** What is written to the old column beside a reference. */
  MappingExpression oldWritten() {
    return call(Function.VALUE, SqlName.alwaysQuoted(moved.reference()));
  }

  /** What a target has, by its key, where the rows that refer to it say so. */
  MappingExpression fresh(Sight sight) {
    String key = SqlName.alwaysQuoted(moved.key());
    if (sight != Sight.SNAPSHOT) {
      return call(Function.KNOWN, key);
    }
    String found = "FROM %s WHERE segue_moved.segue_key = %s".formatted(moved.references(), key);
    return expression(
        "CASE WHEN EXISTS (SELECT 1 %1$s) THEN (SELECT segue_moved.segue_value %1$s LIMIT 1) ELSE %2$s END"
            .formatted(found, SqlName.alwaysQuoted(moved.name())));
  }

  /** The reference with which a row is written that is to have a value. */
  MappingExpression put() {
    return call(
        Function.PUT,
        SqlName.alwaysQuoted(moved.reference()) + ", " + SqlName.alwaysQuoted(moved.column()));
  }

  /** The reference with which a row is written that has what its target has. */
  MappingExpression keep() {
    return call(Function.KEEP, SqlName.alwaysQuoted(moved.reference()));
  }

  private MappingExpression call(Function function, String arguments) {
    return expression(moved.function(function) + "(" + arguments + ")");
  }

  private MappingExpression expression(String sql) {
    Expression tree = Parser.parseExpression(sql, LexicalSettings.POSTGRES);
    List<ColumnReference> references = new ArrayList<>();
    tree.walk(
        node -> {
          if (node instanceof ColumnReference reference && reference.fields().size() == 1) {
            references.add(reference);
          }
        });
    references.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
    Set<String> columns =
        references.stream()
            .map(reference -> reference.fields().get(0).name())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new MappingExpression(sql, line, tree, references, columns);
  }
}
