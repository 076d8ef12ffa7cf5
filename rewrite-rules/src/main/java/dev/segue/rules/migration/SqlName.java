package dev.segue.rules.migration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of tables and columns as SQL writes them (manual, 4.1.1): folded to lower case unless in
 * double quotes, parts joined by dots. Keywords need no quotes here, since nothing but a name can
 * stand in a rules file's place for one.
 */
final class SqlName {

  /** PostgreSQL cuts longer names silently ({@code NAMEDATALEN} less one). */
  static final int MAX_BYTES = 63;

  private static final Pattern PART =
      Pattern.compile(
          "([A-Za-z_\\x{80}-\\x{10FFFF}][\\w$\\x{80}-\\x{10FFFF}]*)|\"((?:[^\"]|\"\")+)\"");
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[a-z_][a-z0-9_$]*");

  private SqlName() {}

  /** The folded parts of a name, or empty where it is not one. */
  static Optional<List<String>> parse(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int position = 0;
    while (matcher.find(position) && matcher.start() == position) {
      parts.add(fold(matcher));
      position = matcher.end();
      if (position == text.length()) {
        return Optional.of(parts);
      }
      if (text.charAt(position) != '.') {
        return Optional.empty();
      }
      position++;
    }
    return Optional.empty();
  }

  private static String fold(Matcher part) {
    return part.group(1) != null
        ? part.group(1).toLowerCase(Locale.ROOT)
        : part.group(2).replace("\"\"", "\"");
  }

  static boolean isTooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  /** The name for messages and file keys, in quotes where it does not fold to itself. */
  static String quoted(String name) {
    return NEEDS_NO_QUOTES.matcher(name).matches() ? name : alwaysQuoted(name);
  }

  /** The name for SQL, safe for keywords too. */
  static String alwaysQuoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
