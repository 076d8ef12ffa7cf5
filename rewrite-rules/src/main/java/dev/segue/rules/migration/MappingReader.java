package dev.segue.rules.migration;

import dev.segue.rules.migration.Fields.Field;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.tree.Expression;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the SQL in a rules file: mappings and the names of types. */
final class MappingReader {

  private static final Set<String> SERIAL_TYPES =
      Set.of("serial", "serial2", "serial4", "serial8", "smallserial", "bigserial");
  private static final String TYPE_PREFIX = "CAST(NULL AS ";

  private final Mistakes mistakes;

  MappingReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /**
   * The columns of one side of a change.
   *
   * @param whole whether these are all: no mistake has left one out
   */
  record Side(Set<String> columns, boolean whole) {}

  /**
   * Reads the mapping that computes one column.
   *
   * @param key {@code up} or {@code down}
   * @param column the column that it computes
   * @param from the side that it computes from
   * @param to the side of the column that it computes
   * @param claimant takes down what else it reads
   */
  Optional<MappingExpression> read(
      Field entry, String key, String column, Side from, Side to, ColumnClaims.Claimant claimant) {
    Optional<String> text = Fields.text(entry, mistakes);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    ScalarNode at = (ScalarNode) entry.value();
    String what = "\"" + key + "\" of \"" + column + "\"";
    if (text.get().isBlank()) {
      mistakes.add(at, what + " is empty", "write an SQL expression");
      return Optional.empty();
    }
    try {
      Expression tree = Parser.parseExpression(text.get(), LexicalSettings.POSTGRES);
      new MappingRules(mistakes, at, what, from, to, claimant).check(tree);
      String bare = tree.span().of(text.get());
      // Blanks and comments around the expression go, or a comment would swallow what follows.
      Expression own =
          bare.equals(text.get()) ? tree : Parser.parseExpression(bare, LexicalSettings.POSTGRES);
      return Optional.of(new MappingExpression(bare, Mistakes.line(at), own));
    } catch (SqlSyntaxException e) {
      mistakes.addWithin(
          at, e.position(), what + " cannot be read: " + e.getMessage(), Optional.empty());
      return Optional.empty();
    }
  }

  /** Reads the name of a type, such as {@code numeric(12,2)}. */
  Optional<String> type(ScalarNode at, String text) {
    String type = text.strip();
    if (SERIAL_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      mistakes.add(
          at,
          "\"" + type + "\" is not a type but a column definition",
          "write smallint, integer or bigint");
      return Optional.empty();
    }
    if (!isType(type)) {
      mistakes.add(
          at, "\"" + type + "\" is not the name of a type", "write it like \"numeric(12,2)\"");
      return Optional.empty();
    }
    return Optional.of(type);
  }

  private static boolean isType(String text) {
    try {
      return Parser.parseExpression(TYPE_PREFIX + text + ")", LexicalSettings.POSTGRES)
              instanceof Expression.Cast cast
          && cast.type().span().start() == TYPE_PREFIX.length()
          && cast.type().span().of(TYPE_PREFIX + text + ")").equals(text)
          && !text.regionMatches(true, 0, "setof ", 0, "setof ".length());
    } catch (SqlSyntaxException e) {
      return false;
    }
  }
}
