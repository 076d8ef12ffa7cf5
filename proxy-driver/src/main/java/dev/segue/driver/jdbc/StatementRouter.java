package dev.segue.driver.jdbc;

import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.SpokenTables;
import java.sql.SQLException;

/**
 * Decides what becomes of the texts that an application sends over one connection.
 *
 * <p>Called by whichever thread uses the connection. A text that concerns no migration is asked
 * about once and remembered ({@link PassThroughTexts}), so that the answer must not depend on
 * anything but the text and the rules that the connection was opened with.
 */
public interface StatementRouter {

  /** Routes nothing: no rules are loaded. */
  StatementRouter NONE =
      new StatementRouter() {
        @Override
        public boolean concerns(String sql) {
          return false;
        }

        @Override
        public RoutedText route(String sql, KeysRequest keys) {
          throw new IllegalStateException("no text is routed where no rules are loaded");
        }
      };

  /**
   * Whether the text may touch a table of a migration. {@code false} passes it through for good.
   */
  boolean concerns(String sql) throws SQLException;

  /**
   * The tables of migrations as the application knows them.
   *
   * @throws SQLException where the catalog is out of reach
   */
  default SpokenTables tables() throws SQLException {
    return SpokenTables.NONE;
  }

  /**
   * The text, which {@link #concerns concerns} a migration, on this connection.
   *
   * @throws SQLException where it cannot be planned, the catalog being out of reach
   */
  RoutedText route(String sql, KeysRequest keys) throws SQLException;
}
