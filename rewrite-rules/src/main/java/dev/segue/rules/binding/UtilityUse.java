package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that names migrating tables.
 *
 * @param names all that it names
 */
record UtilityUse(Statement.Utility utility, Set<String> names, String sql) {

  /** What a table's name can stand behind in a command that is about another table. */
  enum Place {
    REFERENCED,
    PARTITIONED,
    /** It is the name of a column of a new table. */
    COLUMN,
    OTHER
  }

  /** So much in front of a name is looked at. */
  private static final int NEAR = 200;

  private static final Pattern TARGET =
      Pattern.compile(
          "TABLE\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?(?:ONLY\\s+)?"
              + "(?:\\w+\\s*\\.\\s*|\"[^\"]*\"\\s*\\.\\s*)?$");

  private static final Pattern BEFORE =
      Pattern.compile(
          "(REFERENCES|PARTITION\\s+OF)\\s+(?:\\w+\\s*\\.\\s*|\"[^\"]*\"\\s*\\.\\s*)?$",
          Pattern.CASE_INSENSITIVE);

  /** Commands in which tables are named, and columns only in parentheses behind them. */
  private static final Set<String> TABLE_COMMANDS =
      Set.of("TRUNCATE", "LOCK", "VACUUM", "ANALYZE", "ANALYSE", "REINDEX", "CLUSTER");

  private static final Pattern COLUMN = Pattern.compile("[(,]\\s*$");

  /** Whether it matters where in the command a table is named. */
  boolean dependsOnPlace() {
    return utility.command().endsWith("TABLE");
  }

  /** Whether the command is about this name: its first. */
  boolean isTarget(Identifier name) {
    // In front of a table's name stand its schema and IF [NOT] EXISTS only.
    String before = near(name).toUpperCase(Locale.ROOT);
    return TARGET.matcher(before).find();
  }

  Place placeOf(Identifier name) {
    Matcher before = BEFORE.matcher(near(name));
    if (!before.find()) {
      boolean begins = COLUMN.matcher(near(name)).find() && utility.command().startsWith("CREATE");
      return begins && !names.contains("inherits") ? Place.COLUMN : Place.OTHER;
    }
    return before.group(1).equalsIgnoreCase("REFERENCES") ? Place.REFERENCED : Place.PARTITIONED;
  }

  /** The schema that the text gives to a name: an identifier in front of it, and a dot. */
  Optional<Identifier> schemaOf(int index) {
    if (index == 0) {
      return Optional.empty();
    }
    Identifier before = utility.names().get(index - 1);
    int end = before.span().end();
    int start = utility.names().get(index).span().start();
    return end <= start && sql.substring(end, start).strip().equals(".")
        ? Optional.of(before)
        : Optional.empty();
  }

  /** Whether this name can mean nothing but a table, and stands there once. */
  boolean namesTableOnly(Identifier name) {
    return TABLE_COMMANDS.contains(utility.command().split(" ", 2)[0])
        && utility.names().stream().filter(other -> other.name().equals(name.name())).count() == 1;
  }

  /** Whether the command takes one table, or names columns of each. */
  boolean isOfOneTable() {
    String command = utility.command().split(" ", 2)[0];
    return !command.equals("TRUNCATE") && !command.equals("LOCK");
  }

  /** The place of a name, with its schema where one stands in front of it. */
  Span withSchema(int index) {
    Span name = utility.names().get(index).span();
    return schemaOf(index).map(schema -> schema.span().to(name)).orElse(name);
  }

  private String near(Identifier name) {
    int end = name.span().start();
    return sql.substring(Math.max(utility.span().start(), end - NEAR), end);
  }

  /** Whether a column that a migration changes is named, in either shape. */
  boolean namesChanged(LogicalTable table) {
    return names.stream().anyMatch(name -> isChanged(name, table));
  }

  /**
   * Whether the columns in parentheses right behind a table's name are changed ones.
   *
   * @param index the name's among those of the command
   */
  boolean referencesChanged(int index, LogicalTable table) {
    List<Identifier> all = utility.names();
    int open = all.get(index).span().end();
    while (open < sql.length() && Character.isWhitespace(sql.charAt(open))) {
      open++;
    }
    if (open >= sql.length() || sql.charAt(open) != '(') {
      return false;
    }
    int close = sql.indexOf(')', open);
    for (int i = index + 1; i < all.size() && all.get(i).span().start() < close; i++) {
      if (isChanged(all.get(i).name(), table)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isChanged(String name, LogicalTable table) {
    return table.hides(name)
        || table.column(name).filter(column -> column.change().isPresent()).isPresent();
  }
}
