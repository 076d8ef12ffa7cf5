package dev.segue.driver.transaction;

import dev.segue.rules.migration.Migration;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.rewrite.Routes;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what would become of a statement that is only observed: once for each text and
 * combination of routes, constants left out. Thread-safe.
 */
public final class Observations {

  private static final Logger LOG = LoggerFactory.getLogger("dev.segue.observe");

  /** After so many, only the counters tell. */
  private static final int MOST = 1_000;

  private final Set<Told> told = ConcurrentHashMap.newKeySet();

  private record Told(int textHash, int textLength, String routes) {}

  /** Reports a statement unless that was done before. */
  void report(String sql, PlannedStatement statement, Routes routes, Outcome outcome) {
    if (statement.migrations().isEmpty() || told.size() >= MOST) {
      return;
    }
    String route =
        statement.migrations().stream()
            .map(migration -> route(migration, routes))
            .collect(Collectors.joining(", "));
    if (told.add(new Told(sql.hashCode(), sql.length(), route))) {
      LOG.info("{}: {}: {}", route, verdict(sql, outcome), withoutConstants(sql));
      if (told.size() >= MOST) {
        LOG.info("{} statements were reported; further ones are only counted", MOST);
      }
    }
  }

  private static String route(Migration migration, Routes routes) {
    return migration.id() + " on " + routes.of(migration.ordinal()).name().toLowerCase(Locale.ROOT);
  }

  private static String verdict(String sql, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return "would be refused (%s)".formatted(refused.refusal().message());
    }
    Outcome.Planned planned = (Outcome.Planned) outcome;
    if (planned.plan().fellBack()) {
      return "would fall back to the old shape";
    }
    return planned.plan().sql().equals(sql) ? "would run as it is" : "would be rewritten";
  }

  /** The text with a question mark for each constant: logs show no data. */
  static String withoutConstants(String sql) {
    StringBuilder text = new StringBuilder(sql);
    try {
      Parser.parse(sql, LexicalSettings.JDBC).statements().stream()
          .flatMap(statement -> constants(statement).stream())
          .sorted((one, other) -> other.span().start() - one.span().start())
          .forEach(literal -> text.replace(literal.span().start(), literal.span().end(), "?"));
    } catch (SqlSyntaxException unreadable) {
      return "a text of %d characters that cannot be read".formatted(sql.length());
    }
    return text.toString();
  }

  private static List<Expression.Literal> constants(Statement statement) {
    List<Expression.Literal> constants = new ArrayList<>();
    statement.walk(
        node -> {
          if (node instanceof Expression.Literal literal) {
            constants.add(literal);
          }
        });
    return constants;
  }
}
