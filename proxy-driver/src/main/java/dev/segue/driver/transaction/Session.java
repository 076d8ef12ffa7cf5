package dev.segue.driver.transaction;

import dev.segue.driver.cache.PlanCache;
import dev.segue.driver.jdbc.ConnectionEvents;
import dev.segue.driver.jdbc.RoutedText;
import dev.segue.driver.jdbc.StatementRouter;
import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.plan.SpokenTables;
import dev.segue.rules.rewrite.Routes;
import dev.segue.rules.sql.LexicalSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/**
 * What one connection adds to what all connections of its instance share: its transaction's routes
 * and its search path. Used by one thread at a time, as its connection.
 */
public final class Session implements StatementRouter, ConnectionEvents {

  private final Surroundings surroundings;
  private final Connection physical;
  private final Transaction transaction;
  private final SessionSearchPath searchPath;
  private final Runnable whenClosed;
  private boolean closed;

  /**
   * The session of a connection that was just opened.
   *
   * @param whenClosed is run once, when the connection is closed
   */
  public Session(Surroundings surroundings, Connection physical, Runnable whenClosed) {
    this.whenClosed = whenClosed;
    this.surroundings = surroundings;
    this.physical = physical;
    this.transaction =
        new Transaction(surroundings.engine().rules(), surroundings.tracker().register(), physical);
    this.searchPath = new SessionSearchPath(physical, surroundings.initialSearchPath());
  }

  @Override
  public boolean concerns(String sql) {
    return surroundings.engine().concerns(sql);
  }

  /** In observe mode the application sees what is there. */
  @Override
  public SpokenTables tables() throws SQLException {
    if (surroundings.observesOnly()) {
      return SpokenTables.NONE;
    }
    try {
      return surroundings.engine().spoken(surroundings.catalog().catalog());
    } catch (CatalogUnavailableException e) {
      throw Refusals.unplannable(e);
    }
  }

  @Override
  public RoutedText route(String sql, KeysRequest keys) {
    return new SessionText(this, sql, keys);
  }

  /** What it shares with the sessions of its instance. */
  public Surroundings surroundings() {
    return surroundings;
  }

  Transaction transaction() {
    return transaction;
  }

  Connection physical() {
    return physical;
  }

  SessionSearchPath searchPath() {
    return searchPath;
  }

  /** The plans of a text in the state of the catalog and of this session. */
  PlannedStatement planned(KnownCatalog catalog, String sql, KeysRequest keys, SearchPath path)
      throws SQLException {
    boolean conforming =
        !(physical instanceof BaseConnection postgres) || postgres.getStandardConformingStrings();
    try {
      return catalog
          .plans()
          .get(
              new PlanCache.Key(sql, keys, path, conforming),
              text ->
                  surroundings
                      .engine()
                      .plan(
                          text,
                          keys,
                          catalog.catalog(),
                          path,
                          new LexicalSettings(conforming, true)));
    } catch (CatalogUnavailableException e) {
      throw Refusals.unplannable(e);
    }
  }

  /** What a text becomes on the transaction's routes. */
  Outcome outcome(PlannedStatement statement, Routes routes) throws SQLException {
    try {
      return statement.on(routes);
    } catch (CatalogUnavailableException e) {
      throw Refusals.unplannable(e);
    }
  }

  @Override
  public void committing() throws SQLException {
    if (!surroundings.observesOnly() && transaction.mustNotCommit()) {
      throw Refusals.uncommittable();
    }
  }

  @Override
  public void transactionEnded(boolean committed) throws SQLException {
    transaction.endIfOver();
    searchPath.transactionEnded();
  }

  @Override
  public void savepointRolledBack() {
    searchPath.mayHaveBeenTakenBack();
  }

  /** Switching it on commits a transaction that is open. */
  @Override
  public void autoCommitChanging(boolean autoCommit) throws SQLException {
    if (autoCommit) {
      committing();
    }
  }

  @Override
  public void autoCommitChanged(boolean autoCommit) throws SQLException {
    transactionEnded(true);
  }

  @Override
  public void schemaChanged(String schema) {
    searchPath.mayHaveChanged();
  }

  @Override
  public void routingKeyChanged(String key) {
    transaction.key(Optional.ofNullable(key));
  }

  @Override
  public void closed() {
    if (!closed) {
      closed = true;
      transaction.close();
      whenClosed.run();
    }
  }
}
