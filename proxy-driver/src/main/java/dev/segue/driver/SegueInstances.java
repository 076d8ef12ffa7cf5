package dev.segue.driver;

import dev.segue.driver.jdbc.ConnectionEvents;
import dev.segue.driver.jdbc.PassThroughTexts;
import dev.segue.driver.jdbc.Routing;
import dev.segue.driver.jdbc.StatementRouter;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Knows what the connections of one application have in common, and gives each connection its
 * routing. May be used by any number of threads.
 */
final class SegueInstances {

  private final PassThroughTexts passThrough = new PassThroughTexts();

  /**
   * The routing of one connection.
   *
   * @param request what the application asked for
   * @param physical the wrapped driver's connection, just opened
   * @throws SQLException where the rules are wrong; the connection is then closed by the caller
   */
  Routing routingOf(ConnectionRequest request, Connection physical) throws SQLException {
    return new Routing(passThrough, StatementRouter.NONE, ConnectionEvents.NONE);
  }
}
