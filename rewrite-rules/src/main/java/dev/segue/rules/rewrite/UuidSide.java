package dev.segue.rules.rewrite;

import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.rewrite.ConstantSide.Ends;
import dev.segue.rules.sql.tree.Expression;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@link ConstantSide} of a {@code uuid} that is text in the other shape, for equality. A text that
 * is not in the one form in which PostgreSQL writes a {@code uuid} equals none.
 *
 * @param text whether the spoken column is the one of text
 */
record UuidSide(boolean text, String base, Ends ends) implements ValueSide {

  private static final Set<String> TEXTS = Set.of("text", "character varying", "varchar");
  private static final String UUID = "uuid";
  private static final String WRITTEN =
      "'^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'";
  private static final String FIRST = "CAST('00000000-0000-0000-0000-000000000000' AS uuid)";

  static Optional<UuidSide> of(Ends ends) {
    String spoken = name(ends.spoken().formatted());
    String other = name(ends.other().formatted());
    if (TEXTS.contains(spoken) && other.equals(UUID)) {
      return of(true, spoken, ends);
    } else if (spoken.equals(UUID) && TEXTS.contains(other)) {
      return of(false, spoken, ends);
    }
    return Optional.empty();
  }

  private static Optional<UuidSide> of(boolean text, String base, Ends ends) {
    boolean casts = isCast(ends.toSpoken(), text) && isCast(ends.toOther(), !text);
    return casts ? Optional.of(new UuidSide(text, base, ends)) : Optional.empty();
  }

  private static boolean isCast(MappingExpression mapping, boolean toText) {
    if (!(mapping.tree() instanceof Expression.Cast cast)
        || !(cast.operand() instanceof Expression.ColumnReference)) {
      return false;
    }
    String type = name(cast.type().span().of(mapping.sql()));
    return toText ? TEXTS.contains(type) : type.equals(UUID);
  }

  /** The type's name, without the length that a uuid fits in. */
  private static String name(String type) {
    return type.strip()
        .toLowerCase(Locale.ROOT)
        .replaceFirst("\\s*\\(\\s*(3[6-9]|[4-9]\\d|\\d{3,})\\s*\\)$", "");
  }

  @Override
  public String column() {
    return ends.name();
  }

  @Override
  public boolean ordered() {
    return false;
  }

  /** What comes first is there for its operator too, as in {@link NumberSide}. */
  @Override
  public void equal(SqlWriter out, Edits.Piece constant) {
    out.text(text ? "CASE WHEN CAST(NULLIF(" : "CASE WHEN ");
    constant.write(out);
    out.text(text ? ", CAST('' AS " + base + ")) AS text) ~ " + WRITTEN : " >= " + FIRST);
    out.text(" THEN CAST(CAST(");
    constant.write(out);
    out.text(text ? " AS text) AS uuid)" : " AS uuid) AS " + ends.other().formatted() + ")");
    out.text(" END");
  }
}
