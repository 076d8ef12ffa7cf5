package dev.segue.stub;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** A connection to nothing. It hands out its own statement again and again unless it is fresh. */
abstract class StubConnection implements Connection {

  private final boolean fresh;
  private final StubStatement statement;
  private final StubPreparedStatement preparedStatement;
  private final CallableStatement callableStatement;
  private final DatabaseMetaData metaData;
  private boolean closed;

  StubConnection(boolean fresh) {
    this.fresh = fresh;
    this.statement = StubClasses.statement(this);
    this.preparedStatement = StubClasses.preparedStatement(this);
    this.callableStatement = StubClasses.callableStatement();
    this.metaData = StubClasses.metaData();
  }

  final boolean isFresh() {
    return fresh;
  }

  @Override
  public Statement createStatement() {
    return fresh ? StubClasses.statement(this) : statement;
  }

  @Override
  public PreparedStatement prepareStatement(String sql) {
    return fresh ? StubClasses.preparedStatement(this) : preparedStatement;
  }

  @Override
  public CallableStatement prepareCall(String sql) {
    return callableStatement;
  }

  @Override
  public DatabaseMetaData getMetaData() {
    return metaData;
  }

  @Override
  public boolean getAutoCommit() {
    return true;
  }

  @Override
  public int getTransactionIsolation() {
    return TRANSACTION_READ_COMMITTED;
  }

  @Override
  public boolean isValid(int timeout) {
    return !closed;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
