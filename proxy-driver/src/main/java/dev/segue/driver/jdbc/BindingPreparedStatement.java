package dev.segue.driver.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/**
 * A prepared statement that can give its parameters to another one: every setter of JDBC becomes a
 * {@link Binding}, and what is done with that is the subclass's to say. Nothing but the list of the
 * setters stands here.
 *
 * <p>A value that the application may change or use up afterwards is copied, as pgjdbc does it:
 * arrays, dates and PostgreSQL's own objects, and what a stream holds.
 */
abstract class BindingPreparedStatement extends SeguePreparedStatement {

  BindingPreparedStatement(PreparedStatement delegate, SegueConnection connection) {
    super(delegate, connection);
  }

  /** A parameter's value, to be given to any statement at any position. */
  @FunctionalInterface
  interface Binding {
    void bind(PreparedStatement statement, int position) throws SQLException;
  }

  /** A parameter was set. */
  abstract void bind(int parameter, Binding value) throws SQLException;

  /** A parameter was set that makes a large object each time it is given to a statement. */
  abstract void bindLargeObject(int parameter, Binding value) throws SQLException;

  /** How an object is given, of whatever type it is to become. */
  @FunctionalInterface
  private interface ObjectBinding {
    void bind(PreparedStatement statement, int position, Object value) throws SQLException;
  }

  /** A stream becomes a large object; everything else is a value. */
  private void bindObject(int parameter, Object x, ObjectBinding binding) throws SQLException {
    if (x instanceof InputStream stream) {
      ValueCopies.Bytes copy = ValueCopies.of(stream);
      bindLargeObject(parameter, (statement, at) -> binding.bind(statement, at, copy.open()));
    } else if (x instanceof Reader reader) {
      ValueCopies.Text copy = ValueCopies.of(reader);
      bindLargeObject(parameter, (statement, at) -> binding.bind(statement, at, copy.open()));
    } else if (x instanceof Blob || x instanceof Clob) {
      bindLargeObject(parameter, (statement, at) -> binding.bind(statement, at, x));
    } else {
      Object copy = ValueCopies.of(x);
      bind(parameter, (statement, at) -> binding.bind(statement, at, copy));
    }
  }

  @Override
  public final void setNull(int parameterIndex, int sqlType) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setNull(at, sqlType));
  }

  @Override
  public final void setBoolean(int parameterIndex, boolean x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setBoolean(at, x));
  }

  @Override
  public final void setByte(int parameterIndex, byte x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setByte(at, x));
  }

  @Override
  public final void setShort(int parameterIndex, short x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setShort(at, x));
  }

  @Override
  public final void setInt(int parameterIndex, int x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setInt(at, x));
  }

  @Override
  public final void setLong(int parameterIndex, long x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setLong(at, x));
  }

  @Override
  public final void setFloat(int parameterIndex, float x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setFloat(at, x));
  }

  @Override
  public final void setDouble(int parameterIndex, double x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setDouble(at, x));
  }

  @Override
  public final void setBigDecimal(int parameterIndex, BigDecimal x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setBigDecimal(at, x));
  }

  @Override
  public final void setString(int parameterIndex, String x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setString(at, x));
  }

  @Override
  public final void setBytes(int parameterIndex, byte[] x) throws SQLException {
    byte[] copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setBytes(at, copy));
  }

  @Override
  public final void setDate(int parameterIndex, Date x) throws SQLException {
    Date copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setDate(at, copy));
  }

  @Override
  public final void setTime(int parameterIndex, Time x) throws SQLException {
    Time copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setTime(at, copy));
  }

  @Override
  public final void setTimestamp(int parameterIndex, Timestamp x) throws SQLException {
    Timestamp copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setTimestamp(at, copy));
  }

  @Override
  public final void setObject(int parameterIndex, Object x, int targetSqlType) throws SQLException {
    bindObject(
        parameterIndex, x, (statement, at, value) -> statement.setObject(at, value, targetSqlType));
  }

  @Override
  public final void setObject(int parameterIndex, Object x) throws SQLException {
    bindObject(parameterIndex, x, (statement, at, value) -> statement.setObject(at, value));
  }

  @Override
  public final void setObject(int parameterIndex, Object x, int targetSqlType, int scaleOrLength)
      throws SQLException {
    bindObject(
        parameterIndex,
        x,
        (statement, at, value) -> statement.setObject(at, value, targetSqlType, scaleOrLength));
  }

  @Override
  public final void setObject(
      int parameterIndex, Object x, SQLType targetSqlType, int scaleOrLength) throws SQLException {
    bindObject(
        parameterIndex,
        x,
        (statement, at, value) -> statement.setObject(at, value, targetSqlType, scaleOrLength));
  }

  @Override
  public final void setObject(int parameterIndex, Object x, SQLType targetSqlType)
      throws SQLException {
    bindObject(
        parameterIndex, x, (statement, at, value) -> statement.setObject(at, value, targetSqlType));
  }

  @Override
  public final void setRef(int parameterIndex, Ref x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setRef(at, x));
  }

  @Override
  public final void setBlob(int parameterIndex, Blob x) throws SQLException {
    bindLargeObject(parameterIndex, (statement, at) -> statement.setBlob(at, x));
  }

  @Override
  public final void setClob(int parameterIndex, Clob x) throws SQLException {
    bindLargeObject(parameterIndex, (statement, at) -> statement.setClob(at, x));
  }

  @Override
  public final void setNClob(int parameterIndex, NClob x) throws SQLException {
    bindLargeObject(parameterIndex, (statement, at) -> statement.setNClob(at, x));
  }

  @Override
  public final void setArray(int parameterIndex, Array x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setArray(at, x));
  }

  @Override
  public final void setDate(int parameterIndex, Date x, Calendar cal) throws SQLException {
    Date copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setDate(at, copy, cal));
  }

  @Override
  public final void setTime(int parameterIndex, Time x, Calendar cal) throws SQLException {
    Time copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setTime(at, copy, cal));
  }

  @Override
  public final void setTimestamp(int parameterIndex, Timestamp x, Calendar cal)
      throws SQLException {
    Timestamp copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setTimestamp(at, copy, cal));
  }

  @Override
  public final void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setNull(at, sqlType, typeName));
  }

  @Override
  public final void setURL(int parameterIndex, URL x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setURL(at, x));
  }

  @Override
  public final void setRowId(int parameterIndex, RowId x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setRowId(at, x));
  }

  @Override
  public final void setNString(int parameterIndex, String x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setNString(at, x));
  }

  @Override
  public final void setSQLXML(int parameterIndex, SQLXML x) throws SQLException {
    bind(parameterIndex, (statement, at) -> statement.setSQLXML(at, x));
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x, length);
    bind(parameterIndex, (statement, at) -> statement.setAsciiStream(at, copy.open(), length));
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation")
  public final void setUnicodeStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x, length);
    bind(parameterIndex, (statement, at) -> statement.setUnicodeStream(at, copy.open(), length));
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x, int length)
      throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x, length);
    bind(parameterIndex, (statement, at) -> statement.setBinaryStream(at, copy.open(), length));
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader x, int length)
      throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x, length);
    bind(parameterIndex, (statement, at) -> statement.setCharacterStream(at, copy.open(), length));
  }

  @Override
  public final void setNCharacterStream(int parameterIndex, Reader x, long length)
      throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x, length);
    bind(parameterIndex, (statement, at) -> statement.setNCharacterStream(at, copy.open(), length));
  }

  @Override
  public final void setClob(int parameterIndex, Reader x, long length) throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x, length);
    bindLargeObject(parameterIndex, (statement, at) -> statement.setClob(at, copy.open(), length));
  }

  @Override
  public final void setBlob(int parameterIndex, InputStream x, long length) throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x, length);
    bindLargeObject(parameterIndex, (statement, at) -> statement.setBlob(at, copy.open(), length));
  }

  @Override
  public final void setNClob(int parameterIndex, Reader x, long length) throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x, length);
    bindLargeObject(parameterIndex, (statement, at) -> statement.setNClob(at, copy.open(), length));
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x, long length)
      throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x, length);
    bind(parameterIndex, (statement, at) -> statement.setAsciiStream(at, copy.open(), length));
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x, long length)
      throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x, length);
    bind(parameterIndex, (statement, at) -> statement.setBinaryStream(at, copy.open(), length));
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader x, long length)
      throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x, length);
    bind(parameterIndex, (statement, at) -> statement.setCharacterStream(at, copy.open(), length));
  }

  @Override
  public final void setAsciiStream(int parameterIndex, InputStream x) throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setAsciiStream(at, copy.open()));
  }

  @Override
  public final void setBinaryStream(int parameterIndex, InputStream x) throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setBinaryStream(at, copy.open()));
  }

  @Override
  public final void setCharacterStream(int parameterIndex, Reader x) throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setCharacterStream(at, copy.open()));
  }

  @Override
  public final void setNCharacterStream(int parameterIndex, Reader x) throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x);
    bind(parameterIndex, (statement, at) -> statement.setNCharacterStream(at, copy.open()));
  }

  @Override
  public final void setClob(int parameterIndex, Reader x) throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x);
    bindLargeObject(parameterIndex, (statement, at) -> statement.setClob(at, copy.open()));
  }

  @Override
  public final void setBlob(int parameterIndex, InputStream x) throws SQLException {
    ValueCopies.Bytes copy = ValueCopies.of(x);
    bindLargeObject(parameterIndex, (statement, at) -> statement.setBlob(at, copy.open()));
  }

  @Override
  public final void setNClob(int parameterIndex, Reader x) throws SQLException {
    ValueCopies.Text copy = ValueCopies.of(x);
    bindLargeObject(parameterIndex, (statement, at) -> statement.setNClob(at, copy.open()));
  }
}
