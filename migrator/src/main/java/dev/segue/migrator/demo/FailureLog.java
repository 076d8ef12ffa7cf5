package dev.segue.migrator.demo;

import dev.segue.migrator.demo.ledger.Findings;
import dev.segue.migrator.demo.measure.LatencyMeter;
import dev.segue.migrator.demo.shop.StatementObserver;
import java.sql.SQLException;

/** Hands the shop's statements to those who count them. Thread-safe. */
final class FailureLog implements StatementObserver {

  private static final long HOPELESS = 200;

  private final LatencyMeter meter;
  private final Findings failures = new Findings();

  FailureLog(LatencyMeter meter) {
    this.meter = meter;
  }

  @Override
  public void executed(long nanos) {
    meter.record(nanos);
  }

  @Override
  public void failed(String action, SQLException failure) {
    failures.add(
        "%s: SQLSTATE %s, %s".formatted(action, failure.getSQLState(), failure.getMessage()));
  }

  Findings failures() {
    return failures;
  }

  /** Whether so much failed that nothing more is to be learnt. */
  boolean isHopeless() {
    return failures.count() > HOPELESS;
  }
}
