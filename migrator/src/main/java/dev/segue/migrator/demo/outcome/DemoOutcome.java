package dev.segue.migrator.demo.outcome;

import dev.segue.migrator.demo.ledger.Comparison;
import dev.segue.migrator.demo.measure.Latency;
import dev.segue.migrator.demo.measure.RouteCounts;
import java.time.Duration;
import java.util.List;

/**
 * What the demo found. Immutable.
 *
 * @param scenario the name of what was migrated
 * @param walked whether every step was taken
 * @param rowsFilled rows in the tables at the beginning
 * @param before latency on the old shape
 * @param during latency while the steps were taken
 * @param after latency on the new shape
 * @param routes how many statements ran on which route
 * @param flips how many flags were set
 * @param rowsBackfilled rows that the backfills passed
 * @param rowsVerified rows that the verifications compared
 * @param statementsFailed statements of the shop that failed and should not have
 * @param answersChecked rows and counts that the database showed and that were checked
 * @param answersContradicted those among them that the ledger does not allow
 * @param outcomesUnknown transactions whose connection broke in the commit
 * @param comparison the tables at the end against the ledger, as the shop reads them and as they
 *     are stored
 * @param findings what went wrong, in words
 * @param took how long it took in all
 */
public record DemoOutcome(
    String scenario,
    boolean walked,
    long rowsFilled,
    Latency before,
    Latency during,
    Latency after,
    List<RouteCounts> routes,
    int flips,
    long rowsBackfilled,
    long rowsVerified,
    long statementsFailed,
    long answersChecked,
    long answersContradicted,
    long outcomesUnknown,
    Comparison comparison,
    List<String> findings,
    Duration took) {

  public DemoOutcome {
    routes = List.copyOf(routes);
    findings = List.copyOf(findings);
  }

  /** Whether all that the demo promises was kept. */
  public boolean holds() {
    return walked
        && statementsFailed == 0
        && answersContradicted == 0
        && outcomesUnknown == 0
        && comparison.isClean()
        && findings.isEmpty();
  }
}
