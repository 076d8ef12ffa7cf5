package dev.segue.migrator.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.segue.migrator.demo.measure.RouteCounts;
import dev.segue.migrator.demo.outcome.DemoOutcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The outcome as JSON, for scripts. Times in milliseconds. */
final class OutcomeJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private OutcomeJson() {}

  static String of(DemoOutcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scenario", outcome.scenario());
    json.put("holds", outcome.holds());
    json.put("walked", outcome.walked());
    json.put("took_ms", outcome.took().toMillis());
    json.put("rows_filled", outcome.rowsFilled());
    json.put("flips", outcome.flips());
    json.put("rows_backfilled", outcome.rowsBackfilled());
    json.put("rows_verified", outcome.rowsVerified());
    json.put("statements_failed", outcome.statementsFailed());
    json.put("answers_checked", outcome.answersChecked());
    json.put("answers_contradicted", outcome.answersContradicted());
    json.put("outcomes_unknown", outcome.outcomesUnknown());
    json.put("rows_compared", outcome.comparison().rows());
    json.put("writes_lost", outcome.comparison().lostWrites());
    json.put("routes", routes(outcome));
    json.put(
        "latency",
        Map.of("before", outcome.before(), "during", outcome.during(), "after", outcome.after()));
    json.put("findings", outcome.findings());
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts always become JSON", e);
    }
  }

  private static Map<String, Object> routes(DemoOutcome outcome) {
    Map<String, Object> migrations = new LinkedHashMap<>();
    for (RouteCounts counts : outcome.routes()) {
      Map<String, Long> routes = new LinkedHashMap<>();
      counts.counts().forEach((r, count) -> routes.put(r.name().toLowerCase(Locale.ROOT), count));
      migrations.put(counts.migration().value(), routes);
    }
    return migrations;
  }
}
