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
import java.util.Optional;

/** A text on one connection. Its plans are looked up anew only where catalog or path changed. */
final class SessionText implements RoutedText {

  private final Session session;
  private final String sql;
  private final KeysRequest keys;
  private final StatementPlan unchanged;
  private KnownCatalog plannedWith;
  private SearchPath plannedUnder;
  private PlannedStatement planned;
  private Outcome outcome;
  private boolean inside; // of a transaction, between enter and leave

  SessionText(Session session, String sql, KeysRequest keys) {
    this.session = session;
    this.sql = sql;
    this.keys = keys;
    this.unchanged = StatementPlan.unchanged(sql);
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
    return likely(planned()) instanceof Outcome.Planned likely
        ? Optional.of(likely.plan())
        : Optional.empty();
  }

  private Outcome likely(PlannedStatement statement) throws SQLException {
    Routes routes = session.transaction().likely(session.surroundings().tracker().current());
    return session.outcome(statement, routes);
  }

  @Override
  public StatementPlan toDescribe() throws SQLException {
    if (session.surroundings().observesOnly()) {
      return unchanged;
    }
    PlannedStatement statement = planned();
    Outcome likely = likely(statement);
    if (likely instanceof Outcome.Planned found) {
      return found.plan();
    }
    if (statement.migrations().isEmpty()) {
      return unchanged;
    }
    throw Refusals.undescribed((Outcome.Refused) likely, statement, sql, session.physical());
  }

  @Override
  public StatementPlan enter() throws SQLException {
    PlannedStatement statement = planned();
    if (statement.migrations().isEmpty()) {
      if (statement.endsTransaction() && commits()) {
        session.committing();
      }
      inside = false;
      return planOf(statement);
    }
    Transaction transaction = session.transaction();
    transaction.enter();
    boolean done = false;
    try {
      if (!session.surroundings().observesOnly()) {
        requireSafe(statement, transaction);
      }
      StatementPlan plan = planOf(statement);
      if (statement.writes()) {
        transaction.writes();
      }
      inside = true;
      done = true;
      return plan;
    } finally {
      if (!done) {
        transaction.leave();
      }
    }
  }

  private void requireSafe(PlannedStatement statement, Transaction transaction)
      throws SQLException {
    for (Migration migration : statement.migrations()) {
      String objection = transaction.objection(migration);
      if (objection != null) {
        statement.migrations().forEach(touched -> transaction.of(touched.ordinal()));
        count(statement, StatementCounters.Outcome.REFUSED);
        throw Refusals.unsafe(migration, objection);
      }
    }
  }

  private StatementPlan planOf(PlannedStatement statement) throws SQLException {
    Outcome found = session.outcome(statement, session.transaction());
    if (outcome != found) {
      outcome = found;
    }
    if (session.surroundings().observesOnly()) {
      session.surroundings().observations().report(sql, statement, session.transaction(), found);
      return unchanged;
    }
    if (found instanceof Outcome.Planned planned) {
      return planned.plan();
    }
    if (statement.migrations().isEmpty()) {
      // It could not be read, and mentions no table of a migration: it is none of our business.
      return unchanged;
    }
    count(statement, StatementCounters.Outcome.REFUSED);
    throw Refusals.exception((Outcome.Refused) found, statement, sql, session.physical());
  }

  /** Whether a text that ends the transaction may commit it. Looked at only where that matters. */
  private boolean commits() {
    return session.transaction().mustNotCommit() && TransactionEnd.commits(sql);
  }

  @Override
  public void leave(SQLException failure) throws SQLException {
    count(planned, counted(failure));
    if (planned.changesSearchPath()) {
      session.searchPath().mayHaveChanged();
    }
    if (planned.endsTransaction() && failure == null && !isUnread()) {
      session.transaction().commandEnded();
      session.searchPath().transactionEnded();
    }
    if (inside) {
      session.transaction().leave();
    } else if (planned.endsTransaction()) {
      session.transaction().endIfOver();
    }
  }

  private boolean isUnread() {
    return outcome instanceof Outcome.Refused refused && refused.unread();
  }

  private StatementCounters.Outcome counted(SQLException failure) {
    if (failure != null) {
      return StatementCounters.Outcome.FAILED;
    }
    if (outcome instanceof Outcome.Planned found) {
      return found.plan().fellBack()
          ? StatementCounters.Outcome.FELL_BACK
          : StatementCounters.Outcome.EXECUTED;
    }
    return StatementCounters.Outcome.REFUSED;
  }

  private void count(PlannedStatement statement, StatementCounters.Outcome counted) {
    for (Migration migration : statement.migrations()) {
      Route route = session.transaction().drawn(migration.ordinal());
      if (route != null) {
        session.surroundings().counters().count(migration, route, counted);
      }
    }
  }
}
