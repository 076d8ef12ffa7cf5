package dev.segue.rules.plan;

import dev.segue.rules.binding.Binder;
import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.LogicalTables;
import dev.segue.rules.binding.MigratingTables;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.rewrite.Refusal;
import dev.segue.rules.rewrite.Routes;
import dev.segue.rules.rewrite.TextRewrite;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes plans of SQL texts: scan, lexer, parser, binder, rewriter (docs/architecture.md draws the
 * way). It stands on one set of rules and is immutable; threads may share it.
 */
public final class StatementEngine {

  /** Words by which a command may change the search path without naming it. */
  private static final List<String> MOVING_WORDS = List.of("schema", "role", "authorization");

  private static final Set<String> ENDING =
      Set.of("COMMIT", "END", "ROLLBACK", "ABORT", "PREPARE TRANSACTION");

  /**
   * Commands that may change the search path without naming it: {@code SET SCHEMA}, {@code SET
   * ROLE} ({@code "$user"} stands in it), {@code RESET ALL}; a savepoint that is rolled back to.
   */
  private static final Set<String> MOVING =
      Set.of(
          "SET",
          "SET LOCAL",
          "SET SESSION",
          "RESET",
          "DISCARD",
          "DISCARD ALL",
          "ROLLBACK TO",
          "ABORT TO");

  private static final String SEARCH_PATH = "search_path";

  private static final MentionScan SEARCH_PATHS = new MentionScan(List.of(SEARCH_PATH));

  /** What DROP and ALTER may reach a table through. */
  private static final MentionScan REACHING =
      new MentionScan(List.of("cascade", "rename", "owned"));

  private static final MentionScan MOVERS = new MentionScan(MOVING_WORDS);

  private final Rules rules;
  private final Speaks speaks;
  private final MentionScan mentions;
  private final MigratingTables migrating;

  /** An engine for these rules and an application that speaks so. */
  public StatementEngine(Rules rules, Speaks speaks) {
    this.rules = rules;
    this.speaks = speaks;
    this.migrating = new MigratingTables(rules);
    List<String> names = new ArrayList<>(migrating.names());
    names.add(SEARCH_PATH);
    this.mentions = new MentionScan(names);
  }

  /** The rules that it stands on. */
  public Rules rules() {
    return rules;
  }

  /**
   * The tables of the rules in the shape that is spoken.
   *
   * @throws CatalogUnavailableException if the database could not be asked
   */
  public SpokenTables spoken(Catalog catalog) {
    if (rules.migrations().isEmpty()) {
      return SpokenTables.NONE;
    }
    LogicalTables tables = new LogicalTables(migrating, speaks, catalog, new SearchPath(List.of()));
    return new SpokenTables(tables.spoken(), tables.unspoken());
  }

  /**
   * Whether the text has to be planned. The answer depends on nothing but the text and the rules;
   * {@code false} means that it can be passed to the wrapped driver as it is, always.
   */
  public boolean concerns(String sql) {
    if (rules.migrations().isEmpty()) {
      return false;
    }
    return mentions.mentions(sql)
        || switch (CommandStarts.of(sql)) {
          case NONE -> false;
          case SET -> MOVERS.mentions(sql) && isCommand(sql);
          case DROPPING -> REACHING.mentions(sql) && isCommand(sql);
          case ENDING_OR_MOVING -> isCommand(sql);
        };
  }

  /** Looks closer at a word that may be a command, or stand in a string behind a semicolon. */
  private static boolean isCommand(String sql) {
    try {
      Script script = Parser.parse(sql, LexicalSettings.JDBC);
      return endsTransaction(script) || movesSearchPath(script) || reachesTables(script);
    } catch (SqlSyntaxException unreadable) {
      return true;
    }
  }

  private static boolean endsTransaction(Script script) {
    return script.statements().stream().anyMatch(StatementEngine::isEnding);
  }

  /** Whether there is a DROP in it, or an ALTER SCHEMA: the binder says what they reach. */
  private static boolean reachesTables(Script script) {
    return script.statements().stream()
        .anyMatch(
            statement ->
                statement instanceof Statement.Utility utility
                    && (utility.command().startsWith("DROP ")
                        || utility.command().equals("ALTER SCHEMA")));
  }

  private static boolean movesSearchPath(Script script) {
    return script.statements().stream()
        .anyMatch(
            statement ->
                statement instanceof Statement.Utility utility
                    && MOVING.contains(utility.command()));
  }

  private static boolean isEnding(Statement statement) {
    return statement instanceof Statement.Utility utility && ENDING.contains(utility.command());
  }

  /**
   * Plans a text for a session.
   *
   * @param sql the application's text, with JDBC's parameters
   * @throws dev.segue.rules.catalog.CatalogUnavailableException if the catalog could not be read
   */
  public PlannedStatement plan(
      String sql,
      KeysRequest keys,
      Catalog catalog,
      SearchPath searchPath,
      LexicalSettings settings) {
    boolean changesSearchPath = SEARCH_PATHS.mentions(sql);
    Script script;
    try {
      script = Parser.parse(sql, settings);
    } catch (SqlSyntaxException unreadable) {
      return unread(
          unreadable.getMessage(),
          unreadable.position(),
          changesSearchPath,
          mentions.mentions(sql));
    }
    LogicalTables tables = new LogicalTables(migrating, speaks, catalog, searchPath);
    List<Binding> bindings = new ArrayList<>(script.statements().size());
    SortedMap<Integer, Migration> touched = new TreeMap<>();
    boolean writes = false;
    for (Statement statement : script.statements()) {
      Binding binding = Binder.bind(sql, statement, tables);
      if (binding.noCommand().isPresent()) {
        return unread(
            "no command begins so",
            binding.noCommand().get().start(),
            changesSearchPath,
            mentions.mentions(sql));
      }
      bindings.add(binding);
      writes |= binding.writes();
      binding.migrations().forEach(migration -> touched.put(migration.ordinal(), migration));
    }
    boolean ends = endsTransaction(script);
    return new PlannedStatement(
        List.copyOf(touched.values()),
        writes,
        ends,
        changesSearchPath || movesSearchPath(script),
        planner(script, bindings, keys, catalog, ends && !touched.isEmpty()));
  }

  private Function<Routes, Outcome> planner(
      Script script, List<Binding> bindings, KeysRequest keys, Catalog catalog, boolean mixes) {
    if (mixes) {
      return routes -> new Outcome.Refused(mixed(script), false);
    }
    if (bindings.stream().allMatch(binding -> binding.occurrences().isEmpty())) {
      Outcome asItIs = new Outcome.Planned(Planner.asItIs(script));
      return routes -> asItIs;
    }
    return new Planner(new TextRewrite(script, bindings, catalog, speaks), script, bindings, keys)
        ::plan;
  }

  private static Refusal mixed(Script script) {
    Span command =
        script.statements().stream()
            .filter(StatementEngine::isEnding)
            .findFirst()
            .orElseThrow()
            .span();
    return new Refusal(
        Refusal.NOT_SUPPORTED,
        "a text ends the transaction and touches a table in migration",
        "A route is drawn once for each transaction, before its first statement.",
        "Send the command in a text of its own.",
        Optional.of(command));
  }

  /**
   * A text that cannot be read. What it mentions may be any of the rules' tables, so that all
   * migrations take part in it; whether it is an error PostgreSQL can tell.
   */
  private PlannedStatement unread(
      String why, int position, boolean changesSearchPath, boolean named) {
    Outcome refused =
        new Outcome.Refused(
            new Refusal(
                Refusal.NOT_SUPPORTED,
                "a statement that mentions a table in migration cannot be read",
                why,
                "Write it in another way, or run it on the plain connection.",
                Optional.of(new Span(position, position))),
            true);
    return PlannedStatement.unreadable(
        named ? rules.migrations() : List.of(), changesSearchPath, refused);
  }
}
