package dev.segue.driver.transaction;

import dev.segue.driver.jdbc.RoutedText;
import dev.segue.route.Route;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.plan.StatementPlan;
import dev.segue.rules.rewrite.Routes;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A text on one connection. Its plans are looked up anew only where catalog or path changed. */
final class SessionText implements RoutedText {

  private static final Logger LOG = LoggerFactory.getLogger(SessionText.class);

  private final Session session;
  private final String sql;
  private final KeysRequest keys;
  private KnownCatalog plannedWith;
  private SearchPath plannedUnder;
  private PlannedStatement planned;
  private StatementPlan entered;

  /** The routes that were entered, by migration of the plan: the transaction may be over since. */
  private Route[] taken = new Route[0];

  SessionText(Session session, String sql, KeysRequest keys) {
    this.session = session;
    this.sql = sql;
    this.keys = keys;
  }

  @Override
  public KeysRequest keys() {
    return keys;
  }

  private PlannedStatement planned() throws SQLException {
    KnownCatalog catalog = session.surroundings().catalog();
    SearchPath path = session.searchPath().current(session.transaction().hasFailed());
    if (catalog != plannedWith || path != plannedUnder) {
      planned = session.planned(catalog, sql, keys, path);
      plannedWith = catalog;
      plannedUnder = path;
    }
    return planned;
  }

  @Override
  public Optional<StatementPlan> likely() throws SQLException {
    if (session.surroundings().observesOnly()) {
      return Optional.empty();
    }
    Routes routes = session.transaction().likely(session.surroundings().tracker().current());
    return planned().on(routes) instanceof Outcome.Planned outcome
        ? Optional.of(outcome.plan())
        : Optional.empty();
  }

  @Override
  public StatementPlan enter() throws SQLException {
    PlannedStatement statement = planned();
    Transaction transaction = session.transaction();
    if (statement.migrations().isEmpty()) {
      entered = outcomeOf(statement, transaction);
      return entered;
    }
    transaction.enter();
    boolean done = false;
    try {
      for (Migration migration : statement.migrations()) {
        String objection = transaction.objection(migration);
        if (objection != null) {
          throw Refusals.unsafe(migration, objection);
        }
      }
      take(statement, transaction);
      entered = outcomeOf(statement, transaction);
      done = true;
      return entered;
    } finally {
      if (!done) {
        transaction.leave();
      }
    }
  }

  private void take(PlannedStatement statement, Transaction transaction) {
    List<Migration> migrations = statement.migrations();
    if (taken.length != migrations.size()) {
      taken = new Route[migrations.size()];
    }
    for (int i = 0; i < taken.length; i++) {
      taken[i] = transaction.of(migrations.get(i).ordinal());
    }
  }

  private StatementPlan outcomeOf(PlannedStatement statement, Transaction transaction)
      throws SQLException {
    Outcome outcome = statement.on(transaction);
    if (session.surroundings().observesOnly()) {
      observe(statement, outcome);
      return StatementPlan.unchanged(sql);
    }
    if (outcome instanceof Outcome.Planned found) {
      return found.plan();
    }
    if (statement.migrations().isEmpty()) {
      // It could not be read, and mentions no table of a migration: it is none of our business.
      return StatementPlan.unchanged(sql);
    }
    count(statement, StatementCounters.Outcome.REFUSED);
    throw Refusals.exception((Outcome.Refused) outcome, statement, sql, session.physical());
  }

  private void observe(PlannedStatement statement, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      LOG.info(
          "observed: a statement of {} would be refused: {}",
          Refusals.names(statement),
          refused.refusal().message());
    }
  }

  @Override
  public void leave(SQLException failure) throws SQLException {
    count(
        planned,
        failure != null
            ? StatementCounters.Outcome.FAILED
            : entered != null && entered.fellBack()
                ? StatementCounters.Outcome.FELL_BACK
                : StatementCounters.Outcome.EXECUTED);
    if (planned.changesSearchPath()) {
      session.searchPath().mayHaveChanged();
    }
    if (planned.endsTransaction()) {
      session.transactionEnded(failure == null);
    } else {
      session.transaction().leave();
    }
  }

  private void count(PlannedStatement statement, StatementCounters.Outcome outcome) {
    List<Migration> migrations = statement.migrations();
    for (int i = 0; i < migrations.size(); i++) {
      session.surroundings().counters().count(migrations.get(i), taken[i], outcome);
    }
  }
}
