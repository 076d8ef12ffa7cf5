package dev.segue.migrator.demo.display;

import dev.segue.migrator.demo.measure.Latency;
import dev.segue.migrator.demo.measure.RouteCounts;
import dev.segue.migrator.demo.outcome.DemoOutcome;
import dev.segue.route.Route;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table at the end. */
public final class Summary {

  private static final String ROW = "  %-26s %14s %14s %14s";
  private static final String ROUTES = "  %-22s %12s %15s %15s %12s";

  private final Console console;

  /** A summary on a console. */
  public Summary(Console console) {
    this.console = console;
  }

  /** Writes the outcome. */
  public void show(DemoOutcome outcome) {
    console.line("");
    latencies(outcome);
    console.line("");
    routes(outcome.routes());
    console.line("");
    account(outcome);
    console.line("");
    findings(outcome);
    verdict(outcome);
  }

  private void latencies(DemoOutcome outcome) {
    List<Latency> phases = List.of(outcome.before(), outcome.during(), outcome.after());
    head(ROW, "statements", "before", "during", "after");
    row("executed", phases, "%,.0f", Latency::statements);
    row("a second", phases, "%,.0f", Latency::perSecond);
    row("latency, p50 ms", phases, "%.2f", Latency::p50);
    row("         p95 ms", phases, "%.2f", Latency::p95);
    row("         p99 ms", phases, "%.2f", Latency::p99);
    row("         longest ms", phases, "%.1f", Latency::max);
  }

  private void row(
      String name, List<Latency> phases, String format, ToDoubleFunction<Latency> figure) {
    Object[] cells = new Object[phases.size() + 1];
    cells[0] = name;
    for (int i = 0; i < phases.size(); i++) {
      cells[i + 1] = String.format(Locale.ROOT, format, figure.applyAsDouble(phases.get(i)));
    }
    console.line(ROW.formatted(cells));
  }

  /** Both routes that write both and read new are one column: the fleet passes the second. */
  private void routes(List<RouteCounts> routes) {
    head(
        ROUTES,
        "statements by route",
        RouteWords.word(Route.OLD),
        RouteWords.word(Route.BOTH_READ_OLD),
        RouteWords.word(Route.BOTH_READ_NEW),
        RouteWords.word(Route.NEW));
    for (RouteCounts counts : routes) {
      console.line(
          ROUTES.formatted(
              counts.migration(),
              number(counts.on(Route.OLD)),
              number(counts.on(Route.BOTH_READ_OLD)),
              number(counts.on(Route.BOTH_READ_NEW) + counts.on(Route.BOTH_LEAD_NEW)),
              number(counts.on(Route.NEW))));
    }
  }

  private void account(DemoOutcome outcome) {
    count("rows at the beginning", outcome.rowsFilled());
    count("flags flipped", outcome.flips());
    count("rows backfilled", outcome.rowsBackfilled());
    count("rows verified", outcome.rowsVerified());
    count("answers checked", outcome.answersChecked());
    count("rows compared at the end", outcome.comparison().rows());
    mustBeZero("statements failed", outcome.statementsFailed());
    mustBeZero("answers contradicted", outcome.answersContradicted());
    mustBeZero("outcomes unknown", outcome.outcomesUnknown());
    mustBeZero("writes lost", outcome.comparison().lostWrites());
  }

  private void findings(DemoOutcome outcome) {
    outcome.findings().forEach(finding -> console.line(console.styled(Style.BAD, finding)));
    if (!outcome.findings().isEmpty()) {
      console.line("");
    }
  }

  private void verdict(DemoOutcome outcome) {
    String time = String.format(Locale.ROOT, "%.1f s", outcome.took().toMillis() / 1000.0);
    console.line(
        outcome.holds()
            ? console.styled(
                Style.GOOD, "Both migrations are done, and the shop has not noticed. " + time + ".")
            : console.styled(Style.BAD, "The demo failed. " + time + "."));
  }

  private void count(String name, long count) {
    console.line("  %-26s %14s".formatted(name, number(count)));
  }

  private void mustBeZero(String name, long count) {
    String line = "  %-26s %14s".formatted(name, number(count));
    console.line(console.styled(count == 0 ? Style.GOOD : Style.BAD, line));
  }

  private void head(String format, Object... cells) {
    console.line(console.styled(Style.BOLD, format.formatted(cells)));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
