package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.sql.tree.Expression;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Comparisons of a column that its route reads from another one, written so that an index on that
 * one serves them; {@link ConstantSide} says by what right.
 */
final class PredicateRewrite {

  /** Up to so many items of IN are written one by one, and known to the planner as such. */
  private static final int FEW = 16;

  private static final Map<String, String> MIRRORED =
      Map.of("=", "=", "<", ">", ">", "<", "<=", ">=", ">=", "<=");

  private static final Set<String> EQUALITIES = Set.of("=", "IN", "= ANY", "= SOME");
  private static final Set<String> NULL_TESTS = Set.of("IS NULL", "ISNULL");
  private static final Set<String> NOT_NULL_TESTS = Set.of("IS NOT NULL", "NOTNULL");
  private static final Set<String> PATTERNS = Set.of("LIKE", "BETWEEN", "BETWEEN SYMMETRIC");

  private final Conditions conditions;
  private final Constants constants;
  private final Function<Expression, Optional<Occurrence.ColumnUse>> uses;
  private final Values values;
  private final LookupConditions lookups;
  private final Edits edits;

  private final Map<LogicalColumn, Optional<ConstantSide>> sides = new IdentityHashMap<>();

  PredicateRewrite(
      Conditions conditions,
      Constants constants,
      Function<Expression, Optional<Occurrence.ColumnUse>> uses,
      Values values,
      Edits edits) {
    this.conditions = conditions;
    this.constants = constants;
    this.uses = uses;
    this.values = values;
    this.lookups = new LookupConditions(values.sight(), constants, edits);
    this.edits = edits;
  }

  /** One condition on one column. */
  private record Condition(
      Expression.Operation operation,
      Expression.ColumnReference column,
      String name,
      List<Expression> constants) {

    String operator() {
      return operation.operator();
    }

    /** The operation as it reads the column by its mapping. */
    void asSpoken(SqlWriter out) {
      out.source(operation.span());
    }

    Edits.Piece constant(int at) {
      return out -> out.source(constants.get(at).span());
    }
  }

  /** Found once for each column: what a mapping makes of the ends of a type takes its time. */
  private Optional<ConstantSide> sideOf(LogicalTable table, LogicalColumn column) {
    return sides.computeIfAbsent(column, found -> ConstantSide.of(table, found));
  }

  /**
   * Edits the condition of which a column is a part, if it can be served by an index.
   *
   * @return whether the column itself is edited: else what reads it by its mapping has to be
   */
  boolean rewrite(Occurrence.ColumnUse use) {
    Optional<Expression.Operation> operation =
        use.qualifier().isPresent() ? conditions.of(use.node()) : Optional.empty();
    Optional<ConstantSide> side = operation.flatMap(found -> sideOf(use.table(), use.column()));
    if (side.isEmpty()) {
      return false;
    }
    String name = side.get().named(use);
    if (side.get() instanceof TextSide text) {
      if (comparesText(operation.get().operator(), text)) {
        edits.replace(use.node().span(), text.compared(name));
        return true;
      }
      return false;
    }
    if (side.get() instanceof NumberSide numbers
        && numbers.isSameInteger()
        && comparesRows(operation.get(), use)) {
      edits.replace(use.node().span(), name);
      return true;
    }
    Condition condition =
        new Condition(operation.get(), use.node(), name, constants(use, operation.get()));
    if (side.get() instanceof LookupSide lookup) {
      boolean done = lookup.oneToOne() && (nullTest(condition) || join(condition, lookup, use));
      if (!done) {
        lookups.rewrite(operation.get(), condition.constants(), use, lookup);
      }
    } else {
      condition(condition, (ValueSide) side.get(), use);
    }
    return false;
  }

  private static boolean comparesText(String operator, TextSide side) {
    return EQUALITIES.contains(operator)
        || NULL_TESTS.contains(operator)
        || NOT_NULL_TESTS.contains(operator)
        || side.ordered() && (MIRRORED.containsKey(operator) || PATTERNS.contains(operator));
  }

  /**
   * A comparison with columns of other rows or what a query finds, whose types do not depend on the
   * column's. Where that one is one of xid, which equals an integer and no bigint, the server says
   * so.
   */
  private static boolean comparesRows(Expression.Operation operation, Occurrence.ColumnUse use) {
    List<Expression> others = constants(use, operation);
    return (MIRRORED.containsKey(operation.operator()) || EQUALITIES.contains(operation.operator()))
        && others.size() == operation.operands().size() - 1
        && others.stream()
            .map(Conditions::bare)
            .allMatch(
                other ->
                    other instanceof Expression.ColumnReference
                        || other instanceof Expression.Subquery);
  }

  /** All operands but the column. */
  private static List<Expression> constants(
      Occurrence.ColumnUse use, Expression.Operation operation) {
    return operation.operands().stream()
        .filter(operand -> !Conditions.bare(operand).span().equals(use.node().span()))
        .toList();
  }

  private boolean nullTest(Condition condition) {
    if (NULL_TESTS.contains(condition.operator())) {
      replace(condition, out -> out.text(condition.name() + " IS NULL"));
      return true;
    } else if (NOT_NULL_TESTS.contains(condition.operator())) {
      replace(condition, out -> out.text(condition.name() + " IS NOT NULL"));
      return true;
    }
    return false;
  }

  /** A comparison of the column with itself, in another row. */
  private boolean join(Condition condition, ConstantSide side, Occurrence.ColumnUse use) {
    if (condition.constants().size() != 1
        || !MIRRORED.containsKey(condition.operator())
        || !condition.operator().equals("=") && !side.ordered()) {
      return false;
    }
    Optional<Occurrence.ColumnUse> other =
        uses.apply(Conditions.bare(condition.constants().get(0)))
            .filter(found -> isSameChange(use, found));
    String operator =
        isFirst(condition) ? condition.operator() : MIRRORED.get(condition.operator());
    other.ifPresent(
        found ->
            edits.replace(
                condition.operation().span(),
                condition.name() + " " + operator + " " + side.named(found)));
    return other.isPresent();
  }

  private void condition(Condition condition, ValueSide side, Occurrence.ColumnUse use) {
    String operator = condition.operator();
    if (nullTest(condition)) {
      return;
    }
    if (MIRRORED.containsKey(operator) && condition.operation().operands().size() == 2) {
      comparison(condition, side, use);
    } else if (!isFirst(condition)
        || !condition.constants().stream().allMatch(constants::isConstant)) {
      return;
    } else if (operator.equals("IN")) {
      in(condition, side);
    } else if (operator.equals("= ANY") || operator.equals("= SOME")) {
      any(condition, side);
    } else if (side instanceof NumberSide numbers && side.ordered()) {
      between(condition, numbers);
    }
  }

  private static boolean isFirst(Condition condition) {
    Expression first = condition.operation().operands().get(0);
    return Conditions.bare(first).span().equals(condition.column().span());
  }

  private void comparison(Condition condition, ValueSide side, Occurrence.ColumnUse use) {
    if (condition.constants().size() != 1) {
      rows(condition, side);
      return;
    }
    String operator =
        isFirst(condition) ? condition.operator() : MIRRORED.get(condition.operator());
    if (!operator.equals("=") && !side.ordered()) {
      return;
    }
    if (!join(condition, side, use) && constants.isConstant(condition.constants().get(0))) {
      replace(condition, side, out -> compare(out, condition, side, operator, 0));
    }
  }

  /** Columns of two rows that went through the same mapping compare as their values do. */
  private boolean isSameChange(Occurrence.ColumnUse one, Occurrence.ColumnUse other) {
    return other.column().equals(one.column())
        && other.table().relation().equals(one.table().relation())
        && other.qualifier().isPresent()
        && !values.inPlace(other.column(), other.rows());
  }

  private static void compare(
      SqlWriter out, Condition condition, ValueSide side, String operator, int constant) {
    if (operator.equals("=")) {
      out.text(condition.name() + " = ");
      side.equal(out, condition.constant(constant));
    } else {
      bound(out, condition, (NumberSide) side, operator, constant);
    }
  }

  private static void bound(
      SqlWriter out, Condition condition, NumberSide side, String operator, int at) {
    Edits.Piece constant = condition.constant(at);
    String strict = operator.substring(0, 1);
    out.text(condition.name() + " " + strict + "= ");
    side.mapped(out, constant);
    out.text(" AND CASE ");
    side.carried(out, constant);
    out.text(" " + operator + " ");
    constant.write(out);
    out.text(" WHEN true THEN true WHEN false THEN " + condition.name() + " " + strict + " ");
    side.mapped(out, constant);
    out.text(" END");
  }

  private void between(Condition condition, NumberSide side) {
    if (condition.operator().equals("BETWEEN")) {
      replace(condition, side, out -> between(out, condition, side, 0, 1));
    } else if (condition.operator().equals("BETWEEN SYMMETRIC")) {
      replace(
          condition,
          side,
          out -> {
            between(out, condition, side, 0, 1);
            out.text(" OR ");
            between(out, condition, side, 1, 0);
          });
    }
  }

  private static void between(
      SqlWriter out, Condition condition, NumberSide side, int low, int high) {
    bound(out, condition, side, ">=", low);
    out.text(" AND ");
    bound(out, condition, side, "<=", high);
  }

  private void in(Condition condition, ValueSide side) {
    if (condition.constants().size() > FEW) {
      Edits.Piece list =
          out -> {
            out.text("ARRAY[CAST(NULL AS " + side.base() + ")");
            condition.constants().forEach(item -> out.text(", ").source(item.span()));
            out.text("]");
          };
      if (isCertain(condition.constants(), side)) {
        replace(condition, out -> elements(out, condition, side, list));
      }
      return;
    }
    replace(
        condition,
        side,
        out -> {
          out.text(condition.name() + " IN (");
          for (int i = 0; i < condition.constants().size(); i++) {
            out.text(i == 0 ? "" : ", ");
            side.equal(out, condition.constant(i));
          }
          out.text(")");
        });
  }

  private void any(Condition condition, ValueSide side) {
    Expression array = Conditions.bare(condition.constants().get(0));
    List<Expression> items =
        array instanceof Expression.ArrayConstructor constructor
            ? constructor.items()
            : List.of(array);
    if (isCertain(items, side)) {
      Edits.Piece typed =
          out -> {
            out.text("COALESCE(");
            condition.constant(0).write(out);
            out.text(", CAST(NULL AS " + side.base() + "[]))");
          };
      replace(condition, out -> elements(out, condition, side, typed));
    }
  }

  /**
   * Writes a comparison with the elements of an array. The condition as it was spoken stands before
   * it for the errors of its types; PostgreSQL drops what is ORed with true when it plans.
   */
  private static void elements(
      SqlWriter out, Condition condition, ValueSide side, Edits.Piece array) {
    out.text("(");
    condition.asSpoken(out);
    out.text(" OR true) AND " + condition.name() + " = ANY (ARRAY(SELECT ");
    side.equal(out, piece -> piece.text("segue.x"));
    out.text(" FROM pg_catalog.unnest(");
    array.write(out);
    out.text(") AS segue (x)))");
  }

  /** {@code (a, b) >= (x, y)} says {@code a >= x}: that narrows, and the condition decides. */
  private void rows(Condition condition, ValueSide side) {
    List<Expression> operands = condition.operation().operands();
    if (!(side instanceof NumberSide numbers)
        || !(Conditions.bare(operands.get(0)) instanceof Expression.Row left)
        || !(Conditions.bare(operands.get(1)) instanceof Expression.Row right)
        || left.items().size() != right.items().size()
        || !numbers.anyType()) {
      return;
    }
    boolean first = Conditions.bare(left.items().get(0)).span().equals(condition.column().span());
    Expression constant = (first ? right : left).items().get(0);
    String operator = first ? condition.operator() : MIRRORED.get(condition.operator());
    if (!constants.isConstant(constant) || !operator.equals("=") && !side.ordered()) {
      return;
    }
    String wide = operator.equals("=") ? "=" : operator.substring(0, 1) + "=";
    replace(
        condition,
        out -> {
          condition.asSpoken(out);
          out.text(" AND " + condition.name() + " " + wide + " ");
          numbers.mapped(out, piece -> piece.source(constant.span()));
        });
  }

  /** Whether no item can be a floating-point number, or if it can it does no harm. */
  private static boolean isCertain(List<Expression> items, ValueSide side) {
    return !(side instanceof NumberSide numbers)
        || numbers.anyType()
        || items.stream().allMatch(Constants::isExact);
  }

  /** The items of a list are compared in one type, on which one of them may decide. */
  private static boolean isCertain(Condition condition, ValueSide side) {
    List<Expression> items = condition.constants();
    boolean apart = items.size() == 1 || !condition.operator().equals("IN");
    return side instanceof NumberSide && !apart
        ? items.stream().allMatch(Constants::isExact)
        : isCertain(items, side);
  }

  /** Replaces a condition by one for constants of which some may be floating-point numbers. */
  private void replace(Condition condition, ValueSide side, Edits.Piece piece) {
    if (isCertain(condition, side)) {
      replace(condition, piece);
      return;
    }
    NumberSide numbers = (NumberSide) side;
    replace(
        condition,
        out -> {
          out.text("CASE WHEN ");
          List<Edits.Piece> uncertain = new ArrayList<>();
          for (Expression constant : condition.constants()) {
            if (!Constants.isExact(constant)) {
              uncertain.add(piece2 -> piece2.source(constant.span()));
            }
          }
          for (int i = 0; i < uncertain.size(); i++) {
            out.text(i == 0 ? "" : " AND ");
            numbers.exact(out, uncertain.get(i));
          }
          out.text(" THEN ");
          piece.write(out);
          out.text(" ELSE ");
          condition.asSpoken(out);
          out.text(" END");
        });
  }

  private void replace(Condition condition, Edits.Piece piece) {
    edits.replace(
        condition.operation().span(),
        out -> {
          out.text("(");
          piece.write(out);
          out.text(")");
        });
  }
}
