package dev.segue.driver.jdbc;

import dev.segue.rules.plan.KeysRequest;
import java.sql.SQLException;

/**
 * What a connection is opened with: who routes its statements and who hears of its transactions.
 *
 * <p>The router and the events belong to one connection; the texts may be shared by all connections
 * that were opened with the same rules.
 */
public final class Routing {

  private final PassThroughTexts passThrough;
  private final StatementRouter router;
  private final ConnectionEvents events;

  /** Puts the three together for one connection. */
  public Routing(PassThroughTexts passThrough, StatementRouter router, ConnectionEvents events) {
    this.passThrough = passThrough;
    this.router = router;
    this.events = events;
  }

  /** Whether the text goes to the wrapped driver as it is. A missing text does, to be refused. */
  boolean passes(String sql) throws SQLException {
    return sql == null || passThrough.contains(sql) || isFoundToPass(sql);
  }

  private boolean isFoundToPass(String sql) throws SQLException {
    if (router.concerns(sql)) {
      return false;
    }
    passThrough.add(sql);
    return true;
  }

  boolean routesNothing() {
    return router == StatementRouter.NONE;
  }

  RoutedText route(String sql, KeysRequest keys) throws SQLException {
    return router.route(sql, keys);
  }

  StatementRouter router() {
    return router;
  }

  ConnectionEvents events() {
    return events;
  }
}
