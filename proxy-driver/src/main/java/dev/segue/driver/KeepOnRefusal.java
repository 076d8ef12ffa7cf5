package dev.segue.driver;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells HikariCP to keep a connection whose statement was refused: name this class as the pool's
 * {@code exceptionOverrideClassName}. HikariCP takes SQLSTATE {@code 0A000} for a broken connection
 * and closes it; a refused statement never reached the server, and the connection and its
 * transaction are as they were.
 */
public final class KeepOnRefusal implements SQLExceptionOverride {

  private static final String FEATURE_NOT_SUPPORTED = "0A000";

  /** Called by HikariCP. */
  public KeepOnRefusal() {}

  @java.lang.Override
  public Override adjudicate(SQLException exception) {
    return FEATURE_NOT_SUPPORTED.equals(exception.getSQLState())
        ? Override.DO_NOT_EVICT
        : Override.CONTINUE_EVICT;
  }
}
