package dev.segue.driver.transaction;

import dev.segue.rules.rewrite.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Parser;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Errors that the server is asked for, so that they are its own and leave the transaction as they
 * would. It executes nothing of the application's for that.
 */
final class ServerErrors {

  /**
   * Opens a cursor for a text and closes it. All of the text is parsed and analyzed by that; of a
   * query nothing is executed before the first row is fetched, and any other statement, or several,
   * have no cursor. Such errors, and those of parameters without values, are no news.
   */
  private static final String PARSE =
      """
      DECLARE parsed refcursor;
      BEGIN
        OPEN parsed FOR EXECUTE %s;
        CLOSE parsed;
      EXCEPTION
        WHEN invalid_cursor_definition OR undefined_parameter OR indeterminate_datatype THEN NULL;
      END""";

  private static final String RAISE =
      "BEGIN RAISE EXCEPTION USING ERRCODE = %s, MESSAGE = %s, DETAIL = %s; END";

  private ServerErrors() {}

  /**
   * Fails if the text is an error for the server, as far as parsing it tells.
   *
   * @param failsTransaction whether the error is to leave a transaction that has failed, as it does
   *     where the text is executed
   */
  static void ofText(String sql, Connection physical, boolean failsTransaction)
      throws SQLException {
    // pgjdbc's own errors come first, and touch no transaction.
    try (PreparedStatement parsed = physical.prepareStatement(sql)) {
      if (physical instanceof BaseConnection postgres
          && ((PGConnection) postgres).getPreferQueryMode() == PreferQueryMode.SIMPLE) {
        // There, what is asked about would be executed.
        block(
            PARSE.formatted(literal(physical.nativeSQL(withoutEscapes(sql, postgres)))), physical);
        return;
      }
      try {
        parsed.getParameterMetaData();
      } catch (SQLException error) {
        if (failsTransaction) {
          failTransaction(error, physical);
        }
        throw error;
      }
    }
  }

  private static String withoutEscapes(String sql, BaseConnection postgres) throws SQLException {
    return Parser.replaceProcessing(sql, true, postgres.getStandardConformingStrings());
  }

  /**
   * pgjdbc begins a transaction with the first statement that is executed, so that an error found
   * by asking leaves none behind that has failed.
   */
  private static void failTransaction(SQLException error, Connection physical) throws SQLException {
    if (!physical.getAutoCommit() && isIdle(physical)) {
      try {
        raise(
            new Refusal(error.getSQLState(), "a statement is wrong", "", "", Optional.empty()),
            physical);
      } catch (SQLException asWanted) {
        error.addSuppressed(asWanted);
      }
    }
  }

  /** Whether the server is in no transaction. */
  static boolean isIdle(Connection physical) {
    return physical instanceof BaseConnection postgres
        && postgres.getTransactionState() == TransactionState.IDLE;
  }

  /** Has the server raise an error. */
  static void raise(Refusal refusal, Connection physical) throws SQLException {
    block(
        RAISE.formatted(
            literal(refusal.sqlState()), literal(refusal.message()), literal(refusal.detail())),
        physical);
  }

  private static void block(String body, Connection physical) throws SQLException {
    try (Statement statement = physical.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("DO " + literal(body));
    }
  }

  private static String literal(String value) {
    return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
