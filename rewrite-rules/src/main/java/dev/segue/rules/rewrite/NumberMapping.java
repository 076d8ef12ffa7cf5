package dev.segue.rules.rewrite;

import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Node;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a mapping makes of a range of numbers, found by interval arithmetic (Moore, "Interval
 * Analysis", 1966) over the types that PostgreSQL computes with: so it is known without computing a
 * value whether any would be an error.
 *
 * <p>Read are mappings that name their column once and do nothing to it but add, subtract,
 * multiply, divide by constants, cast between exact numbers and round. Each of these steps keeps
 * the order of all numbers, or turns it round for all of them; so does the whole. NULL stays NULL.
 */
final class NumberMapping {

  private static final int DIGITS = 40;

  private final MappingExpression mapping;

  private NumberMapping(MappingExpression mapping) {
    this.mapping = mapping;
  }

  /**
   * The numbers that come of a range.
   *
   * @param total whether no number of the range is an error
   * @param numeric whether every step was one of {@code numeric}, which takes NaN
   */
  record Image(NumberType.Kind kind, NumberRange range, boolean total, boolean numeric) {

    private Image with(NumberRange changed) {
      return new Image(kind, changed, total, numeric);
    }

    private boolean isConstant() {
      return range.low().compareTo(range.high()) == 0;
    }
  }

  /** The image of a range of a type under a mapping, and a cast to the type of its column. */
  static Optional<Image> image(
      MappingExpression mapping, NumberType from, NumberRange range, NumberType to) {
    if (mapping.columnReferences().size() != 1) {
      return Optional.empty();
    }
    return new NumberMapping(mapping)
        .of(
            mapping.tree(),
            new Image(from.kind(), range, true, from.kind() == NumberType.Kind.NUMERIC))
        .flatMap(image -> cast(image, to));
  }

  private Optional<Image> of(Expression expression, Image column) {
    if (expression instanceof Expression.ColumnReference) {
      return Optional.of(column);
    } else if (expression instanceof Expression.Literal literal) {
      return literal(literal);
    } else if (expression instanceof Expression.Parenthesized parenthesized) {
      return of(parenthesized.inner(), column);
    } else if (expression instanceof Expression.Cast cast) {
      return of(cast.operand(), column)
          .flatMap(
              image ->
                  NumberType.of(cast.type().span().of(mapping.sql()))
                      .flatMap(type -> cast(image, type)));
    } else if (expression instanceof Expression.Operation operation) {
      return operation(operation, column);
    } else if (expression instanceof Expression.FunctionCall call) {
      return call(call, column);
    }
    return Optional.empty();
  }

  private Optional<Image> literal(Expression.Literal literal) {
    if (literal.kind() != Expression.LiteralKind.NUMBER) {
      return Optional.empty();
    }
    String text = literal.span().of(mapping.sql());
    try {
      BigDecimal number = new BigDecimal(text);
      NumberRange range = new NumberRange(number, number);
      boolean whole = text.chars().allMatch(Character::isDigit);
      for (NumberType.Kind kind : List.of(NumberType.Kind.INTEGER, NumberType.Kind.BIGINT)) {
        if (whole && NumberType.integer(kind).bounds().orElseThrow().holds(range)) {
          return Optional.of(new Image(kind, range, true, true));
        }
      }
      return Optional.of(new Image(NumberType.Kind.NUMERIC, range, true, true));
    } catch (NumberFormatException otherNotation) {
      return Optional.empty();
    }
  }

  private Optional<Image> operation(Expression.Operation operation, Image column) {
    List<Image> operands = new ArrayList<>();
    for (Expression operand : operation.operands()) {
      Optional<Image> image = of(operand, column);
      if (image.isEmpty()) {
        return Optional.empty();
      }
      operands.add(image.get());
    }
    if (operands.size() == 1) {
      return switch (operation.operator()) {
        case "+" -> Optional.of(operands.get(0));
        case "-" -> negated(operands.get(0));
        default -> Optional.empty();
      };
    }
    Optional<Image> result = Optional.of(operands.get(0));
    for (Image right : operands.subList(1, operands.size())) {
      result = result.flatMap(left -> binary(operation.operator(), left, right));
    }
    return result;
  }

  private static Optional<Image> negated(Image image) {
    return fitting(
        image.with(new NumberRange(image.range().high().negate(), image.range().low().negate())));
  }

  private static Optional<Image> binary(String operator, Image left, Image right) {
    NumberType.Kind kind = left.kind().wider(right.kind());
    NumberRange a = left.range();
    NumberRange b = right.range();
    NumberRange range;
    switch (operator) {
      case "+" -> range = new NumberRange(a.low().add(b.low()), a.high().add(b.high()));
      case "-" -> range = new NumberRange(a.low().subtract(b.high()), a.high().subtract(b.low()));
      case "*" ->
          range =
              hull(
                  a.low().multiply(b.low()),
                  a.low().multiply(b.high()),
                  a.high().multiply(b.low()),
                  a.high().multiply(b.high()));
      case "/" -> {
        if (!right.isConstant() || b.low().signum() == 0) {
          return Optional.empty();
        }
        range = quotients(a, b.low(), kind);
      }
      default -> {
        return Optional.empty();
      }
    }
    return fitting(
        new Image(
            kind,
            range,
            left.total() && right.total(),
            left.numeric() && right.numeric() && kind == NumberType.Kind.NUMERIC));
  }

  private static NumberRange hull(BigDecimal... ends) {
    BigDecimal low = ends[0];
    BigDecimal high = ends[0];
    for (BigDecimal end : ends) {
      low = low.min(end);
      high = high.max(end);
    }
    return new NumberRange(low, high);
  }

  private static NumberRange quotients(NumberRange range, BigDecimal by, NumberType.Kind kind) {
    BigDecimal from = by.signum() > 0 ? range.low() : range.high();
    BigDecimal to = by.signum() > 0 ? range.high() : range.low();
    if (kind != NumberType.Kind.NUMERIC) {
      return new NumberRange(
          from.divide(by, 0, RoundingMode.DOWN), to.divide(by, 0, RoundingMode.DOWN));
    }
    return new NumberRange(
        quotient(from, by, RoundingMode.FLOOR), quotient(to, by, RoundingMode.CEILING));
  }

  /**
   * A quotient, rounded outward by as much as numeric may round it: it keeps 16 significant digits,
   * counted in groups of four (numeric.c, {@code select_div_scale}).
   */
  private static BigDecimal quotient(BigDecimal number, BigDecimal by, RoundingMode outward) {
    BigDecimal quotient = number.divide(by, DIGITS, outward);
    int exponent = quotient.precision() - quotient.scale() - 1;
    int kept = 16 - 4 * Math.floorDiv(exponent, 4);
    if (quotient.signum() == 0 || quotient.stripTrailingZeros().scale() <= kept) {
      return quotient;
    }
    BigDecimal margin = BigDecimal.ONE.movePointLeft(kept);
    return outward == RoundingMode.FLOOR ? quotient.subtract(margin) : quotient.add(margin);
  }

  /** Integers that do not fit are an error; what is left of the range does. */
  private static Optional<Image> fitting(Image image) {
    return image.kind() == NumberType.Kind.NUMERIC
        ? Optional.of(image)
        : within(image, NumberType.integer(image.kind()));
  }

  private static Optional<Image> within(Image image, NumberType type) {
    if (type.bounds().isEmpty() || type.bounds().get().holds(image.range())) {
      return Optional.of(image);
    }
    return type.bounds()
        .get()
        .and(image.range())
        .map(left -> new Image(image.kind(), left, false, image.numeric()));
  }

  private static Optional<Image> cast(Image image, NumberType type) {
    Image rounded =
        new Image(
            type.kind(),
            new NumberRange(type.rounded(image.range().low()), type.rounded(image.range().high())),
            image.total(),
            image.numeric() && type.kind() == NumberType.Kind.NUMERIC);
    return within(rounded, type);
  }

  private Optional<Image> call(Expression.FunctionCall call, Image column) {
    boolean builtIn =
        call.schema().map(schema -> schema.name().equals("pg_catalog")).orElse(!call.builtin());
    if (!builtIn || call.parts().size() != 1) {
      return Optional.empty();
    }
    RoundingMode mode;
    switch (call.name().name()) {
      case "round" -> mode = RoundingMode.HALF_UP;
      case "trunc" -> mode = RoundingMode.DOWN;
      case "floor" -> mode = RoundingMode.FLOOR;
      case "ceil", "ceiling" -> mode = RoundingMode.CEILING;
      default -> {
        return Optional.empty();
      }
    }
    Node argument = call.parts().get(0);
    UnaryOperator<BigDecimal> round = number -> number.setScale(0, mode);
    // Of integers these are functions of double precision.
    return argument instanceof Expression expression
        ? of(expression, column)
            .filter(image -> image.kind() == NumberType.Kind.NUMERIC)
            .map(
                image ->
                    image.with(
                        new NumberRange(
                            round.apply(image.range().low()), round.apply(image.range().high()))))
        : Optional.empty();
  }
}
