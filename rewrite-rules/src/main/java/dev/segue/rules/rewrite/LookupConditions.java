package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.migration.Sight;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Span;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Conditions on a column that goes through a lookup table, as conditions on the other column, which
 * an index serves.
 *
 * <pre>
 *   status = 'open'        status_id = known_key('open')
 *   status LIKE 'o%'       status_id IN (SELECT key FROM rows WHERE value LIKE 'o%')
 * </pre>
 *
 * <p>Of the first PostgreSQL computes the key when it plans, so that it knows how many rows there
 * are. It stands only where the constant is certainly a text, which the function takes as {@code =}
 * would. The second leaves the comparison as it was written, whatever its types; it does not hold
 * where the value is NULL, and so only operators stand there that are not true of NULL.
 *
 * <p>Both go by the snapshot of the statement. A row that the statement has waited for may have got
 * a value meanwhile that nobody had used before: such a row is looked at by its newest value,
 * unless it is to be equal to a constant. Then it had the value before, or one that is listed
 * beside it.
 *
 * <p>Of a column that has moved to a related table the value may change. Where a statement writes
 * or locks rows, a row has to meet the condition twice, as it does in PostgreSQL: as the snapshot
 * shows it, for which an index serves, and by its newest value.
 */
final class LookupConditions {

  /** Up to so many items of IN are looked up one by one, and known to the planner as such. */
  private static final int FEW = 16;

  private static final Set<String> EQUALITIES = Set.of("=", "IN", "= ANY", "= SOME");

  /** Not true where an operand is NULL. */
  private static final Set<String> STRICT =
      Set.of(
          "=",
          "<>",
          "!=",
          "<",
          ">",
          "<=",
          ">=",
          "IN",
          "NOT IN",
          "= ANY",
          "= SOME",
          "<> ALL",
          "LIKE",
          "NOT LIKE",
          "ILIKE",
          "NOT ILIKE",
          "SIMILAR TO",
          "NOT SIMILAR TO",
          "~",
          "~*",
          "!~",
          "!~*",
          "BETWEEN",
          "NOT BETWEEN",
          "BETWEEN SYMMETRIC",
          "NOT BETWEEN SYMMETRIC");

  private static final Pattern TEXT = Pattern.compile("(?i)(text|varchar|character varying).*");

  private final Sight sight;
  private final Constants constants;
  private final Edits edits;

  LookupConditions(Sight sight, Constants constants, Edits edits) {
    this.sight = sight;
    this.constants = constants;
    this.edits = edits;
  }

  /**
   * Edits a condition of which the column is an operand.
   *
   * @param others all operands but the column
   */
  void rewrite(
      Expression.Operation operation,
      List<Expression> others,
      Occurrence.ColumnUse use,
      LookupSide side) {
    String operator = operation.operator().toUpperCase(Locale.ROOT);
    if (others.size() + 1 != operation.operands().size()
        || !others.stream().allMatch(constants::isConstant)) {
      return;
    }
    if (isLookedUp(operation, operator, others, use, side)) {
      edits.replace(operation.span(), out -> lookedUp(out, operator, others, use, side));
    } else if (side.oneToOne() && EQUALITIES.contains(operator)
        || sight == Sight.SNAPSHOT && STRICT.contains(operator)) {
      edits.replace(operation.span(), out -> among(out, operation, use, side));
    } else if (!side.oneToOne() && STRICT.contains(operator)) {
      edits.replace(
          operation.span(),
          out -> {
            out.text("(");
            among(out, operation, use, side);
            out.text(" AND ").source(operation.span()).text(")");
          });
    }
  }

  private static boolean isLookedUp(
      Expression.Operation operation,
      String operator,
      List<Expression> others,
      Occurrence.ColumnUse use,
      LookupSide side) {
    boolean first = Conditions.bare(operation.operands().get(0)).span().equals(use.node().span());
    return side.known().isPresent()
        && (operator.equals("=") || operator.equals("IN") && first && others.size() <= FEW)
        && others.stream().allMatch(LookupConditions::isText);
  }

  private static boolean isText(Expression constant) {
    Expression bare = Conditions.bare(constant);
    return bare instanceof Expression.Parameter
        || bare instanceof Expression.Literal literal
            && (literal.kind() == Expression.LiteralKind.STRING
                || literal.kind() == Expression.LiteralKind.NULL)
        || bare instanceof Expression.Cast cast && TEXT.matcher(cast.type().name()).matches();
  }

  private static void lookedUp(
      SqlWriter out,
      String operator,
      List<Expression> constants,
      Occurrence.ColumnUse use,
      LookupSide side) {
    out.text("(" + side.named(use) + " " + operator + (operator.equals("IN") ? " (" : " "));
    String separator = "";
    for (Expression constant : constants) {
      out.text(separator + side.known().orElseThrow() + "(");
      out.source(constant.span());
      out.text(")");
      separator = ", ";
    }
    out.text(operator.equals("IN") ? "))" : ")");
  }

  private static void among(
      SqlWriter out, Expression.Operation operation, Occurrence.ColumnUse use, LookupSide side) {
    Span column = use.node().span();
    out.text("(" + side.named(use) + " IN (SELECT " + side.there() + " FROM ");
    out.text(side.rows() + " WHERE ");
    out.source(new Span(operation.span().start(), column.start()));
    out.text(side.here());
    out.source(new Span(column.end(), operation.span().end()));
    out.text("))");
  }
}
