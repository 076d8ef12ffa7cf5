package dev.segue.rules.migration;

import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Expression.ColumnReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Mappings through a lookup table. Written by hand they would be mistakes, since they depend on
 * other rows; these rows do not change while the migration is under way.
 *
 * <p>A value on its way into a column goes through a function, and so does what may be younger than
 * the snapshot: a function that may write sees whatever is committed at the moment it is called. A
 * subquery in the statement does not; but it costs a third, and keeps the column's collation.
 */
final class LookupMapping {

  private final Lookup lookup;
  private final Lookup.Function function;
  private final String found;
  private final String known;
  private final String column;
  private final int line;

  private LookupMapping(
      Lookup lookup,
      Lookup.Function function,
      String found,
      String known,
      String column,
      int line) {
    this.lookup = lookup;
    this.function = function;
    this.found = found;
    this.known = known;
    this.column = column;
    this.line = line;
  }

  /** From a value to its key. */
  static LookupMapping toKey(Lookup lookup, String valueColumn, int line) {
    return new LookupMapping(
        lookup, Lookup.Function.KEY, "segue_key", "segue_value", valueColumn, line);
  }

  /** From a key to its value. */
  static LookupMapping toValue(Lookup lookup, String keyColumn, int line) {
    return new LookupMapping(
        lookup, Lookup.Function.VALUE, "segue_value", "segue_key", keyColumn, line);
  }

  /** What is written into the other column. */
  MappingExpression written() {
    return expression(call());
  }

  /** What is read in place of the other column. */
  MappingExpression read(Sight sight) {
    String subquery =
        "(SELECT segue_lookup.%s FROM %s WHERE segue_lookup.%s = %s)"
            .formatted(found, lookup.rows(), known, name());
    return expression(
        sight == Sight.SNAPSHOT ? subquery : "COALESCE(" + subquery + ", " + call() + ")");
  }

  private String call() {
    return lookup.function(function) + "(" + name() + ")";
  }

  private String name() {
    return SqlName.alwaysQuoted(column);
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
    return new MappingExpression(sql, line, tree, references, Set.of(column));
  }
}
