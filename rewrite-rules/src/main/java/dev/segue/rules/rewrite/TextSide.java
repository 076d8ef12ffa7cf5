package dev.segue.rules.rewrite;

import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.rewrite.ConstantSide.Ends;
import dev.segue.rules.sql.tree.Expression;
import java.util.Optional;

/**
 * {@link ConstantSide} of text that stays the same in a type of another length: the other column is
 * compared itself, as the spoken type without its length. A cast from {@code text} to {@code
 * varchar} and back is none to an index, and keeps the collation. {@code char} is not of them,
 * whose blanks at the end do not count.
 */
record TextSide(String base, Ends ends) implements ConstantSide {

  private static final String TEXT = "text";
  private static final String VARCHAR = "character varying";

  static Optional<TextSide> of(Ends ends) {
    Optional<String> base = base(ends.spoken());
    return base.isPresent()
            && base(ends.other()).isPresent()
            && isSame(ends.toSpoken())
            && isSame(ends.toOther())
        ? Optional.of(new TextSide(base.get(), ends))
        : Optional.empty();
  }

  private static Optional<String> base(ColumnType type) {
    return base(type.formatted());
  }

  private static Optional<String> base(String type) {
    String name = type.strip().replaceFirst("\\s*\\(\\s*\\d+\\s*\\)$", "");
    if (name.equalsIgnoreCase(TEXT)) {
      return Optional.of(TEXT);
    }
    return name.equalsIgnoreCase("varchar") || name.equalsIgnoreCase(VARCHAR)
        ? Optional.of(VARCHAR)
        : Optional.empty();
  }

  private static boolean isSame(MappingExpression mapping) {
    Expression at = mapping.tree();
    while (true) {
      if (at instanceof Expression.Parenthesized parenthesized) {
        at = parenthesized.inner();
      } else if (at instanceof Expression.Cast cast
          && base(cast.type().span().of(mapping.sql())).isPresent()) {
        at = cast.operand();
      } else {
        return at instanceof Expression.ColumnReference;
      }
    }
  }

  @Override
  public String column() {
    return ends.name();
  }

  /** The other column, by its qualified name, as a value of the spoken type. */
  String compared(String name) {
    return "CAST(" + name + " AS " + base + ")";
  }

  @Override
  public boolean ordered() {
    return ends.ordered();
  }
}
