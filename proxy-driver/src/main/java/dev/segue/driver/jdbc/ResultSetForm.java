package dev.segue.driver.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The form of result set that the application asked for when it prepared a statement, so that
 * another text can be prepared in the same form.
 */
public sealed interface ResultSetForm {

  /** The driver's default: nothing was asked for. */
  ResultSetForm DEFAULT = new Default();

  /** Prepares a text on the wrapped driver's connection in this form. */
  PreparedStatement prepare(Connection physical, String sql) throws SQLException;

  /** Prepares a call on the wrapped driver's connection in this form. */
  CallableStatement prepareCall(Connection physical, String sql) throws SQLException;

  /** Nothing was asked for. */
  record Default() implements ResultSetForm {
    @Override
    public PreparedStatement prepare(Connection physical, String sql) throws SQLException {
      return physical.prepareStatement(sql);
    }

    @Override
    public CallableStatement prepareCall(Connection physical, String sql) throws SQLException {
      return physical.prepareCall(sql);
    }
  }

  /** A type and a concurrency of {@link ResultSet}. */
  record Typed(int type, int concurrency) implements ResultSetForm {
    @Override
    public PreparedStatement prepare(Connection physical, String sql) throws SQLException {
      return physical.prepareStatement(sql, type, concurrency);
    }

    @Override
    public CallableStatement prepareCall(Connection physical, String sql) throws SQLException {
      return physical.prepareCall(sql, type, concurrency);
    }
  }

  /** A type, a concurrency and a holdability of {@link ResultSet}. */
  record Held(int type, int concurrency, int holdability) implements ResultSetForm {
    @Override
    public PreparedStatement prepare(Connection physical, String sql) throws SQLException {
      return physical.prepareStatement(sql, type, concurrency, holdability);
    }

    @Override
    public CallableStatement prepareCall(Connection physical, String sql) throws SQLException {
      return physical.prepareCall(sql, type, concurrency, holdability);
    }
  }
}
