package dev.segue.driver.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The schema {@code segue} as a whole: whether it is there, of which version, and how it is made.
 *
 * <p>Privileges. To make it: {@code CREATE} on the database. The operator's role owns it. A role
 * that an application connects with needs {@code USAGE} on the schema, {@code SELECT} on its
 * tables, {@code INSERT, UPDATE, DELETE} on {@code segue.instance}, {@code UPDATE} on {@code
 * segue.counted}, and {@code EXECUTE} on {@code segue.next_epoch} and {@code segue.shape_left};
 * {@link #grantTo} gives just these. Nothing in it needs a superuser.
 *
 * <p>Not thread-safe, as its connection is not.
 */
public final class ControlSchema {

  /** The version that this Segue makes and understands. */
  public static final int VERSION = 1;

  private final Connection connection;

  public ControlSchema(Connection connection) {
    this.connection = connection;
  }

  /** Whether the database has a control schema, of whatever version. */
  public boolean exists() throws SQLException {
    return version().isPresent();
  }

  /** The version of the control schema; empty where there is none. */
  public OptionalInt version() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!Present.table(connection, "control")) {
        return OptionalInt.empty();
      }
      try (ResultSet result = statement.executeQuery("SELECT version FROM segue.control")) {
        return result.next() ? OptionalInt.of(result.getInt(1)) : OptionalInt.empty();
      }
    }
  }

  /**
   * Makes the control schema where it is missing. Two that do so at once wait for each other.
   *
   * @throws SQLException of SQLSTATE 55000 if another version of Segue made the one that is there
   */
  public void ensure() throws SQLException {
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('segue.control'))");
            OptionalInt version = version();
            if (version.isEmpty()) {
              statement.execute(script());
            } else if (version.getAsInt() != VERSION) {
              throw otherVersion(version.getAsInt());
            }
          }
        });
  }

  /** The newest published epoch; 0 where there is no control schema. */
  public long epoch() throws SQLException {
    return Present.table(connection, "epoch") ? number("SELECT epoch FROM segue.epoch") : 0;
  }

  /** Makes the next epoch and returns it; 0 where there is no control schema. */
  public long nextEpoch() throws SQLException {
    return Present.table(connection, "epoch") ? number("SELECT segue.next_epoch()") : 0;
  }

  /**
   * How long ago the control schema was made. An instance that runs since before may not have found
   * it, and is not seen for as long as its lease lasts.
   */
  public Duration age() throws SQLException {
    return Duration.ofMillis(
        number(
            """
            SELECT (extract(epoch FROM clock_timestamp() - created_at) * 1000)::bigint
            FROM segue.control"""));
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Lets a role do what the driver of an application does. */
  public void grantTo(String role) throws SQLException {
    grant(Quoted.identifier(role));
  }

  /** Lets every role do what the driver of an application does. */
  public void grantToPublic() throws SQLException {
    grant("PUBLIC");
  }

  private void grant(String quoted) throws SQLException {
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("GRANT USAGE ON SCHEMA segue TO " + quoted);
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA segue TO " + quoted);
            statement.execute("GRANT INSERT, UPDATE, DELETE ON segue.instance TO " + quoted);
            statement.execute("GRANT UPDATE ON segue.counted TO " + quoted);
            statement.execute(
                "GRANT EXECUTE ON FUNCTION segue.next_epoch(), segue.shape_left(text, text) TO "
                    + quoted);
          }
        });
  }

  private static SQLException otherVersion(int found) {
    return new SQLException(
        """
        the control schema "segue" is of version %d, and this Segue knows version %d
        Hint: Use the Segue that made it, or a newer one."""
            .formatted(found, VERSION),
        "55000");
  }

  private static String script() {
    String name = "control-schema-" + VERSION + ".sql";
    try (InputStream in = ControlSchema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
