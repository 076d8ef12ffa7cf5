package dev.segue.driver.jdbc;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One text of the application that concerns a migration, and what JDBC can do with a text: prepare
 * it, execute it, put it into a batch.
 *
 * <p>A {@code physical} statement is the wrapped driver's, with the settings that the application
 * gave it; results of it are returned as they are and wrapped by the caller.
 */
public interface RoutedText {

  /** The statement that the application gets from {@code prepareStatement}. */
  PreparedStatement prepare(SegueConnection connection, ResultSetForm form) throws SQLException;

  /** The statement that the application gets from {@code prepareCall}. */
  CallableStatement prepareCall(SegueConnection connection, ResultSetForm form) throws SQLException;

  /** As {@link Statement#execute(String)}. */
  boolean execute(Statement physical) throws SQLException;

  /** As {@link Statement#executeQuery(String)}. */
  ResultSet executeQuery(Statement physical) throws SQLException;

  /** As {@link Statement#executeLargeUpdate(String)}. */
  long executeUpdate(Statement physical) throws SQLException;

  /** As {@link Statement#addBatch(String)}. */
  void addToBatch(Statement physical) throws SQLException;
}
