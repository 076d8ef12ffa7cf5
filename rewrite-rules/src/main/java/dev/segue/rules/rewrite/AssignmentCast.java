package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.sql.tree.Expression.LiteralKind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Writes values as a column would store them (manual, 10.4 Value Storage). An assignment differs
 * from an explicit cast, the only conversion that an expression can ask for, in two ways:
 *
 * <ul>
 *   <li>A string that is too long for its column is an error and not cut. So the length coercion
 *       function is called as an assignment calls it, before the value becomes one of a domain. For
 *       the elements of an array there is no such function.
 *   <li>Text is not taken for a number, a date or a boolean, whatever it says. So a value whose
 *       type nothing else checks goes through {@code COALESCE(value, CAST(NULL AS type))}, which
 *       takes what can be converted implicitly.
 * </ul>
 */
final class AssignmentCast {

  /** Whether something else refuses a value whose type cannot be assigned to the column. */
  enum Check {
    /** The very same value is assigned to the column itself in the same statement. */
    ELSEWHERE,
    HERE,
    /** Nothing else does, and it is a constant that no such column takes. */
    CONSTANT
  }

  /** Types to which nothing but their likes can be assigned, and all of these implicitly. */
  private static final Set<String> STRICT =
      Set.of(
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "real",
          "double precision",
          "boolean",
          "date",
          "timestamp without time zone",
          "timestamp with time zone",
          "uuid");

  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");

  private static final String ARRAY = "[]";

  private AssignmentCast() {}

  /** What a constant of this kind needs in order to be assigned to the column. */
  static Check checkOf(LogicalColumn column, LiteralKind kind) {
    String base = typeOf(column).innermost().base();
    if (takes(base, kind)) {
      return Check.ELSEWHERE;
    }
    // Nothing but strings can be assigned to these, and a cast says so with another SQLSTATE.
    return base.equals("json") || base.equals("jsonb") || base.endsWith("[]")
        ? Check.CONSTANT
        : Check.HERE;
  }

  /** Whether a constant of this kind can be assigned to a type as far as that goes. */
  private static boolean takes(String base, LiteralKind kind) {
    return switch (kind) {
      case STRING, NULL -> true;
      case NUMBER -> NUMBERS.contains(base);
      case BOOLEAN -> base.equals("boolean");
      case BIT_STRING -> false;
    };
  }

  /** Writes the value as a value of the column's type and modifier. */
  static void write(SqlWriter out, LogicalColumn column, Check check, Edits.Piece value) {
    ColumnType type = typeOf(column);
    ColumnType stored = type.innermost();
    Edits.Piece asStored =
        limited(stored)
            ? piece -> limited(piece, stored, value)
            : refusesOthers(check, stored) ? piece -> strict(piece, stored, value) : value;
    if (type.over().isEmpty() && asStored != value) {
      asStored.write(out);
      return;
    }
    out.text("CAST(");
    asStored.write(out);
    out.text(" AS " + type.formatted() + ")");
  }

  private static boolean limited(ColumnType type) {
    return type.modifier() >= 0 && lengthCoercion(type.base()).isPresent();
  }

  private static void limited(SqlWriter out, ColumnType type, Edits.Piece value) {
    String coercion = "pg_catalog." + lengthCoercion(type.base()).orElseThrow();
    out.text(coercion + "(CAST(");
    value.write(out);
    out.text(" AS " + coercion + "), " + type.modifier() + ", false)");
  }

  private static boolean refusesOthers(Check check, ColumnType type) {
    return check == Check.CONSTANT || check == Check.HERE && STRICT.contains(type.base());
  }

  private static void strict(SqlWriter out, ColumnType type, Edits.Piece value) {
    out.text("CAST(COALESCE(");
    value.write(out);
    out.text(", CAST(NULL AS " + type.base() + ")) AS " + type.formatted() + ")");
  }

  /**
   * Refuses an array whose elements would be cut where they are too long.
   *
   * @throws Refusal.Refused if there is no way to write it as the column would have stored it
   */
  static void checkElements(LogicalColumn column) {
    ColumnType type = typeOf(column).innermost();
    boolean array = type.base().endsWith(ARRAY);
    if (array
        && type.modifier() >= 0
        && lengthCoercion(type.base().substring(0, type.base().length() - ARRAY.length()))
            .isPresent()) {
      throw Values.refused(
          "elements of column \"%s\" that are too long would be cut, where the column itself is not written"
              .formatted(column.name()),
          "Give the column a type without a length before the migration.");
    }
  }

  /**
   * Writes a constant or parameter of which nothing tells the type, with the one that it would have
   * as a value of the column; of any length.
   */
  static void untyped(SqlWriter out, LogicalColumn column, Edits.Piece value) {
    ColumnType type = typeOf(column).innermost();
    out.text("CAST(");
    value.write(out);
    out.text(" AS ");
    out.text(
        lengthCoercion(type.base()).map(name -> "pg_catalog." + name).orElse(type.base()) + ")");
  }

  private static ColumnType typeOf(LogicalColumn column) {
    return column
        .type()
        .orElseThrow(
            () ->
                Values.refused(
                    "the type of column \"%s\" is not known".formatted(column.name()),
                    "Name its type in the rule."));
  }

  private static Optional<String> lengthCoercion(String base) {
    return switch (base.toLowerCase(Locale.ROOT)) {
      case "character varying" -> Optional.of("\"varchar\"");
      case "character", "bpchar" -> Optional.of("\"bpchar\"");
      case "bit varying" -> Optional.of("\"varbit\"");
      case "bit" -> Optional.of("\"bit\"");
      default -> Optional.empty();
    };
  }
}
