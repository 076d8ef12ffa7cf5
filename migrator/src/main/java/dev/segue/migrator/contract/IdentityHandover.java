package dev.segue.migrator.contract;

import dev.segue.driver.control.Quoted;
import dev.segue.driver.control.ReplacedSequence;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.LockedChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts another sequence in the place of an identity column's, which cannot be parted from its
 * column and goes with the old table: it takes the name, the owner, the grants and the default of
 * the new column.
 *
 * <p>The one that goes must outlive this by as long as any transaction that runs meanwhile. An
 * application may draw by name, {@code nextval('orders_id_seq')}; PostgreSQL looks the name up when
 * it parses the statement, and holds no lock on the sequence until it draws. Who has looked it up
 * before still draws from the old one. So that no number is given twice, the new one begins a
 * stretch further on, and the old one ends there.
 */
final class IdentityHandover {

  /** How many numbers one connection may still draw from the sequence that goes. */
  private static final int NUMBERS_A_CONNECTION = 50;

  /** Where the sequence stands, and where it shall end: not beyond half of what it has left. */
  private static final String STRETCH =
      """
      SELECT s.last_value,
             (s.last_value + q.seqincrement * least(
               pg_catalog.current_setting('max_connections')::numeric * ?,
               pg_catalog.div(
                 CASE WHEN q.seqincrement > 0 THEN q.seqmax::numeric - s.last_value
                      ELSE s.last_value::numeric - q.seqmin END,
                 pg_catalog.abs(q.seqincrement::numeric) * 2)))::bigint
      FROM %s s, pg_catalog.pg_sequence q WHERE q.seqrelid = ?::oid""";

  private static final String GRANTS =
      """
      SELECT 'GRANT ' || x.privilege_type || ' ON SEQUENCE ' || ? || ' TO '
               || coalesce(pg_catalog.quote_ident(r.rolname), 'PUBLIC')
               || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
      FROM pg_catalog.pg_class s
      CROSS JOIN LATERAL pg_catalog.aclexplode(s.relacl) x
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = x.grantee
      WHERE s.oid = ?::oid AND x.grantee <> s.relowner
      ORDER BY 1""";

  private final Connection connection;
  private final DrawnSequence sequence;

  /** What the sequence that goes is called from now on. */
  private final String left;

  private IdentityHandover(Connection connection, DrawnSequence sequence) {
    this.connection = connection;
    this.sequence = sequence;
    this.left = ReplacedSequence.name(sequence.oid());
  }

  /**
   * Replaces the sequence, in a transaction of its own.
   *
   * <p>The table is locked first, as by whoever inserts into it and draws then.
   */
  static void run(
      Connection connection, DrawnSequence sequence, LockedChange locked, Progress progress) {
    IdentityHandover handover = new IdentityHandover(connection, sequence);
    locked.run(connection, "handing over sequence " + sequence.name(), handover::replace, progress);
  }

  private void replace() throws SQLException {
    List<String> grants = grants();
    execute(
        "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(sequence.table()),
        "ALTER SEQUENCE %s RENAME TO %s".formatted(sequence.name(), left),
        "CREATE SEQUENCE %s %s".formatted(sequence.name(), sequence.options()),
        "ALTER SEQUENCE %s OWNER TO %s".formatted(sequence.name(), sequence.tableOwner()));
    execute(grants.toArray(String[]::new));
    execute(
        "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s"
            .formatted(sequence.table(), sequence.column(), sequence.expression()));
    goOnBehindTheStretch();
    execute(sequence.taking().toArray(String[]::new));
  }

  private void goOnBehindTheStretch() throws SQLException {
    String qualified = sequence.schema() + "." + left;
    try (PreparedStatement query = connection.prepareStatement(STRETCH.formatted(qualified))) {
      query.setInt(1, NUMBERS_A_CONNECTION);
      query.setLong(2, sequence.oid());
      try (ResultSet result = query.executeQuery()) {
        result.next();
        execute(
            "SELECT pg_catalog.setval(%s, %d)"
                .formatted(Quoted.literal(sequence.name()), result.getLong(2)),
            "ALTER SEQUENCE %s START WITH %d %s %d NO CYCLE"
                .formatted(
                    qualified,
                    result.getLong(1),
                    sequence.ascending() ? "MAXVALUE" : "MINVALUE",
                    result.getLong(2)));
      }
    }
  }

  private List<String> grants() throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(GRANTS)) {
      statement.setString(1, sequence.name());
      statement.setLong(2, sequence.oid());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          grants.add(result.getString(1));
        }
      }
    }
    return grants;
  }

  private void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
