package dev.segue.rules.rewrite;

import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.rewrite.ConstantSide.Ends;
import dev.segue.rules.sql.tree.Expression;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * {@link ConstantSide} of exact numbers: {@code c} brings the constant between the bounds of the
 * column's values and rounds it as the column does.
 *
 * <p>A constant of a floating-point type is compared as {@code double precision}, to which each
 * value of the column is converted first. Up to 15 digits that loses nothing, and back to {@code
 * numeric} it is the same again (manual, 8.1.3): so a detour by {@code double precision} is one
 * more step of {@code c} that keeps the order and the column's own values, and makes one function
 * of all types. Columns of more digits go without it, and without such constants.
 *
 * <p>{@code NaN} stands above all numbers. A column of integers on the other side cannot hold it,
 * and the bounds bring it down; where it may be a value, it is carried to itself.
 */
record NumberSide(
    NumberType spoken, String spokenType, NumberRange domain, boolean takesNaN, Ends ends)
    implements ValueSide {

  private static final int DIGITS_OF_DOUBLE = 15;

  static Optional<NumberSide> of(Ends ends) {
    Optional<NumberType> spoken = NumberType.of(ends.spoken());
    Optional<NumberType> other = NumberType.of(ends.other());
    if (spoken.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    Optional<NumberRange> domain = domain(ends, spoken.get(), other.get());
    return domain.flatMap(
        range ->
            NumberMapping.image(ends.toOther(), spoken.get(), range, other.get())
                .filter(NumberMapping.Image::total)
                .map(
                    image ->
                        new NumberSide(
                            spoken.get(),
                            ends.spoken().formatted(),
                            range,
                            image.numeric(),
                            ends)));
  }

  /** The values that the column can hold: those of its type that come of the other column's. */
  private static Optional<NumberRange> domain(Ends ends, NumberType spoken, NumberType other) {
    Optional<NumberRange> computed =
        other
            .bounds()
            .flatMap(range -> NumberMapping.image(ends.toSpoken(), other, range, spoken))
            .map(NumberMapping.Image::range);
    return spoken.bounds().isEmpty()
        ? computed
        : spoken.bounds().flatMap(range -> computed.map(range::and).orElse(Optional.of(range)));
  }

  @Override
  public String column() {
    return ends.name();
  }

  @Override
  public boolean ordered() {
    return ends.ordered();
  }

  /** Whether both columns are of integers, and the other one is the same integer. */
  boolean isSameInteger() {
    return spoken.kind() != NumberType.Kind.NUMERIC
        && NumberType.of(ends.other()).orElseThrow().kind() != NumberType.Kind.NUMERIC
        && isCast(ends.toSpoken())
        && isCast(ends.toOther());
  }

  private static boolean isCast(MappingExpression mapping) {
    Expression at = Conditions.bare(mapping.tree());
    while (at instanceof Expression.Cast cast
        && NumberType.of(cast.type().span().of(mapping.sql()))
            .filter(type -> type.kind() != NumberType.Kind.NUMERIC)
            .isPresent()) {
      at = Conditions.bare(cast.operand());
    }
    return at instanceof Expression.ColumnReference;
  }

  @Override
  public String base() {
    return spoken.kind().sql();
  }

  /**
   * Whether {@code c} is what it must be for constants of whatever type; else for those alone that
   * are no floating-point numbers.
   */
  boolean anyType() {
    return spoken
        .scale()
        .map(scale -> domain.magnitude().setScale(scale, RoundingMode.UP).precision())
        .filter(digits -> digits <= DIGITS_OF_DOUBLE)
        .isPresent();
  }

  /** Writes {@code c(x)}. */
  void carried(SqlWriter out, Edits.Piece constant) {
    if (takesNaN) {
      String nan = "numeric 'NaN'";
      out.text("CASE NULLIF(");
      constant.write(out);
      out.text(", " + bound(domain.low()) + ") WHEN " + nan + " THEN CAST('NaN' AS " + spokenType);
      out.text(") ELSE ");
      within(out, constant);
      out.text(" END");
    } else {
      within(out, constant);
    }
  }

  /**
   * NULLIF is there for its operator: it says, before anything else does, that a type cannot be
   * compared with the column's.
   */
  private void within(SqlWriter out, Edits.Piece constant) {
    boolean detour = anyType();
    out.text(detour ? "CAST(CAST(" : "CAST(");
    out.text("LEAST(GREATEST(NULLIF(");
    constant.write(out);
    out.text(", " + bound(domain.low()) + "), " + bound(domain.low()) + "), ");
    out.text(bound(domain.high()) + ")");
    out.text((detour ? " AS float8)" : "") + " AS " + spokenType + ")");
  }

  private String bound(BigDecimal number) {
    return base() + " '" + number.toPlainString() + "'";
  }

  /** Writes {@code up(c(x))}; anything where {@code x} is NULL. */
  void mapped(SqlWriter out, Edits.Piece constant) {
    out.text("CAST(");
    Values.mapping(out, ends.toOther(), name -> piece -> carried(piece, constant));
    out.text(" AS " + ends.other().formatted() + ")");
  }

  @Override
  public void equal(SqlWriter out, Edits.Piece constant) {
    out.text("CASE WHEN ");
    carried(out, constant);
    out.text(" = ");
    constant.write(out);
    out.text(" THEN ");
    mapped(out, constant);
    out.text(" END");
  }

  /**
   * Writes the spoken value of one of the other column, of the spoken type without a modifier: of
   * several arguments that differ in theirs GREATEST has none, and the planner lets it stand.
   */
  void computed(SqlWriter out, String value) {
    out.text("GREATEST(CAST(");
    Values.mapping(out, ends.toSpoken(), name -> piece -> piece.text(value));
    out.text(" AS " + spokenType + "), CAST(NULL AS " + base() + "))");
  }

  /**
   * Writes a condition that is true if the constant is no floating-point number: in {@code double
   * precision}, to which its presence would bring all, the number is not the same.
   */
  void exact(SqlWriter out, Edits.Piece constant) {
    String probe = "numeric '9007199254740993'";
    out.text("CAST(LEAST(GREATEST(NULLIF(");
    constant.write(out);
    out.text(", " + bound(domain.low()) + "), " + probe + "), " + probe);
    out.text(") AS text) = '9007199254740993'");
  }
}
