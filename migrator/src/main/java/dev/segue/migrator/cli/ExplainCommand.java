package dev.segue.migrator.cli;

import dev.segue.driver.catalog.DatabaseCatalog;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.plan.StatementEngine;
import dev.segue.rules.plan.StatementPlan;
import dev.segue.rules.rewrite.Refusal;
import dev.segue.rules.sql.LexicalSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what becomes of an SQL text on every route: the physical SQL with its changed parts"
          + " marked, where each parameter goes, or why it is refused. Executes nothing.",
      "Exits with 1 if a route refuses it."
    })
final class ExplainCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection;

  @Parameters(
      arity = "0..1",
      paramLabel = "SQL",
      description = "The text, with JDBC's parameters; standard input if missing.")
  private String sql;

  @Option(
      names = "--speaks",
      paramLabel = "SHAPE",
      defaultValue = "old",
      description = "The shape that the text is written for: old or new. Default: old.")
  private Shape speaks;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (MigrationContext context = connection.open()) {
      String text = sql != null ? sql : standardInput();
      PlannedStatement planned =
          new StatementEngine(context.rules(), migration -> speaks)
              .plan(
                  text,
                  KeysRequest.NONE,
                  DatabaseCatalog.of(context.dataSource()),
                  searchPath(context),
                  LexicalSettings.JDBC);
      PrintWriter out = spec.commandLine().getOut();
      Map<Route, Outcome> outcomes = new LinkedHashMap<>();
      for (Route route : Route.values()) {
        outcomes.put(route, planned.on(ordinal -> route));
      }
      if (json) {
        out.println(Json.line(json(planned, outcomes)));
      } else if (planned.migrations().isEmpty()
          && outcomes.get(Route.OLD) instanceof Outcome.Planned) {
        out.println("touches no migrating table: it is passed through as it is");
      } else {
        outcomes.forEach((route, outcome) -> print(out, text, route, outcome));
      }
      boolean refused = outcomes.values().stream().anyMatch(o -> o instanceof Outcome.Refused);
      return refused ? ExitCode.FOUND : ExitCode.OK;
    }
  }

  private static String standardInput() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        .lines()
        .collect(Collectors.joining("\n"));
  }

  private static SearchPath searchPath(MigrationContext context) {
    try (Connection connection = context.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT current_schemas(true)::text[]")) {
      result.next();
      Array schemas = result.getArray(1);
      return new SearchPath(Arrays.asList((String[]) schemas.getArray()));
    } catch (SQLException e) {
      throw MigratorException.of("reading the search path", e);
    }
  }

  private void print(PrintWriter out, String text, Route route, Outcome outcome) {
    boolean colours = spec.commandLine().getColorScheme().ansi().enabled();
    ChangedParts changed =
        colours ? new ChangedParts("\u001b[1;32m", "\u001b[0m") : new ChangedParts("«", "»");
    out.println(word(route) + ":");
    if (outcome instanceof Outcome.Planned planned) {
      StatementPlan plan = planned.plan();
      out.println(changed.mark(text, plan.sql()).indent(2).stripTrailing());
      if (plan.fellBack()) {
        out.println("  (cannot be rewritten for the new shape with certainty: reads the old one)");
      }
      if (!plan.keepsPositions() && plan.parameterCount() > 0) {
        out.println("  parameters: " + positions(plan));
      }
    } else if (outcome instanceof Outcome.Refused refused) {
      Refusal refusal = refused.refusal();
      out.printf("  refused (%s): %s%n", refusal.sqlState(), refusal.message());
      refusal
          .place()
          .ifPresent(
              place ->
                  out.printf(
                      "  at offset %d: %s%n",
                      place.start(), place.of(text).lines().findFirst().orElse("")));
      if (!refusal.detail().isEmpty()) {
        out.println("  Detail: " + refusal.detail());
      }
      if (!refusal.hint().isEmpty()) {
        out.println("  Hint: " + refusal.hint());
      }
    }
  }

  private static String positions(StatementPlan plan) {
    List<String> words = new ArrayList<>();
    for (int i = 1; i <= plan.parameterCount(); i++) {
      words.add(
          i
              + " -> "
              + Arrays.stream(plan.positions(i))
                  .mapToObj(String::valueOf)
                  .collect(Collectors.joining(" and ")));
    }
    return String.join(", ", words);
  }

  private static Map<String, Object> json(PlannedStatement planned, Map<Route, Outcome> outcomes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(
        "migrations",
        planned.migrations().stream().map(Migration::id).map(Object::toString).toList());
    Map<String, Object> routes = new LinkedHashMap<>();
    outcomes.forEach((route, outcome) -> routes.put(word(route), json(outcome)));
    map.put("routes", routes);
    return map;
  }

  private static Map<String, Object> json(Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (outcome instanceof Outcome.Planned planned) {
      StatementPlan plan = planned.plan();
      map.put("sql", plan.sql());
      List<int[]> positions = new ArrayList<>();
      for (int i = 1; i <= plan.parameterCount(); i++) {
        positions.add(plan.positions(i));
      }
      map.put("parameters", positions);
      map.put("fellBack", plan.fellBack());
    } else if (outcome instanceof Outcome.Refused refused) {
      Refusal refusal = refused.refusal();
      map.put("refused", refusal.message());
      map.put("sqlState", refusal.sqlState());
      map.put("detail", refusal.detail());
      map.put("hint", refusal.hint());
      refusal.place().ifPresent(place -> map.put("at", place.start()));
    }
    return map;
  }

  private static String word(Route route) {
    return route.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
