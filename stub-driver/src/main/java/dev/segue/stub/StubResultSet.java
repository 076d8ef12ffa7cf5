package dev.segue.stub;

import java.sql.ResultSet;
import java.sql.Statement;

/** A result set of one row whose columns are all 1. */
abstract class StubResultSet implements ResultSet {

  private final StubStatement statement;
  private int row;

  StubResultSet(StubStatement statement) {
    this.statement = statement;
  }

  final void rewind() {
    row = 0;
  }

  @Override
  public boolean next() {
    return ++row == 1;
  }

  @Override
  public int getInt(int columnIndex) {
    return 1;
  }

  @Override
  public long getLong(int columnIndex) {
    return 1;
  }

  @Override
  public String getString(int columnIndex) {
    return "1";
  }

  @Override
  public Statement getStatement() {
    return statement;
  }
}
