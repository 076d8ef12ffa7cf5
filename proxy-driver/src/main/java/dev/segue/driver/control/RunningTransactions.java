package dev.segue.driver.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells when every transaction that had begun at one moment has ended.
 *
 * <p>It notes the virtual transaction ids of the database's other sessions at that moment, and the
 * prepared transactions, and waits for just these to go: what CREATE INDEX CONCURRENTLY does. A
 * snapshot's xmin would not do. It passes over a transaction that has written nothing yet, which
 * may still write by the route that it drew at its beginning; and it waits for writers of other
 * databases. {@code pg_locks} shows the virtual ids to every role.
 *
 * <p>Not noted: autovacuum and other background workers (no user), and pg_dump, which only reads
 * and takes long.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class RunningTransactions {

  private static final String NOTE =
      """
      SELECT l.virtualxid,
             concat_ws(', ', 'process ' || a.pid,
                       'application ' || quote_literal(nullif(a.application_name, '')),
                       a.state,
                       'begun ' || extract(epoch FROM clock_timestamp() - a.xact_start)::bigint
                         || ' s ago')
      FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'virtualxid' AND l.granted AND l.mode = 'ExclusiveLock'
        AND l.pid <> pg_catalog.pg_backend_pid()
        AND a.datname = pg_catalog.current_database() AND a.usesysid IS NOT NULL
        AND a.application_name IS DISTINCT FROM 'pg_dump'
      UNION ALL
      SELECT 'prepared ' || transaction::text, 'prepared transaction ' || quote_literal(gid)
      FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()""";

  private final Map<String, String> noted;

  private RunningTransactions(Map<String, String> noted) {
    this.noted = Map.copyOf(noted);
  }

  /** Notes the transactions that run now, those of this connection's own session left out. */
  public static RunningTransactions now(Connection connection) throws SQLException {
    Map<String, String> running = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(NOTE)) {
      while (result.next()) {
        running.put(result.getString(1), result.getString(2));
      }
    }
    return new RunningTransactions(running);
  }

  /** Those of the noted ones that have not ended yet. */
  public RunningTransactions still(Connection connection) throws SQLException {
    if (noted.isEmpty()) {
      return this;
    }
    Map<String, String> running = new HashMap<>(now(connection).noted);
    running.keySet().retainAll(noted.keySet());
    return new RunningTransactions(running);
  }

  /** Whether all have ended. */
  public boolean ended() {
    return noted.isEmpty();
  }

  /** How many have not. */
  public int count() {
    return noted.size();
  }

  /** One of them, for people: its process and how long it has run, as far as the role may see. */
  public String example() {
    return noted.values().stream().sorted().findFirst().orElse("none");
  }
}
