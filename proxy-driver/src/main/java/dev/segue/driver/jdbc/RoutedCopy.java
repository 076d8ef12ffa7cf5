package dev.segue.driver.jdbc;

import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.ByteStreamWriter;

/**
 * A copy that is under way, and the transaction that it keeps entered until it is over. To be used
 * by one thread at a time, as the wrapped one.
 */
abstract class RoutedCopy<T extends CopyOperation> implements CopyOperation {

  final T delegate;
  private final RoutedText text;
  private boolean left;

  RoutedCopy(T delegate, RoutedText text) {
    this.delegate = delegate;
    this.text = text;
  }

  /** A call of the wrapped copy. */
  @FunctionalInterface
  interface Call<R> {
    R run() throws SQLException;
  }

  /** Calls the wrapped copy, and leaves where that was the end of it. */
  final <R> R call(Call<R> call) throws SQLException {
    R result;
    try {
      result = call.run();
    } catch (SQLException e) {
      leaveIfOver(e);
      throw e;
    }
    leaveIfOver(null);
    return result;
  }

  private void leaveIfOver(SQLException failure) throws SQLException {
    if (!left && !delegate.isActive()) {
      left = true;
      text.leave(failure);
    }
  }

  @Override
  public int getFieldCount() {
    return delegate.getFieldCount();
  }

  @Override
  public int getFormat() {
    return delegate.getFormat();
  }

  @Override
  public int getFieldFormat(int field) {
    return delegate.getFieldFormat(field);
  }

  @Override
  public boolean isActive() {
    return delegate.isActive();
  }

  @Override
  public void cancelCopy() throws SQLException {
    call(
        () -> {
          delegate.cancelCopy();
          return null;
        });
  }

  @Override
  public long getHandledRowCount() {
    return delegate.getHandledRowCount();
  }

  /** COPY … FROM STDIN. */
  static final class In extends RoutedCopy<CopyIn> implements CopyIn {

    In(CopyIn delegate, RoutedText text) {
      super(delegate, text);
    }

    @Override
    public void writeToCopy(byte[] buffer, int offset, int length) throws SQLException {
      call(
          () -> {
            delegate.writeToCopy(buffer, offset, length);
            return null;
          });
    }

    @Override
    public void writeToCopy(ByteStreamWriter from) throws SQLException {
      call(
          () -> {
            delegate.writeToCopy(from);
            return null;
          });
    }

    @Override
    public void flushCopy() throws SQLException {
      call(
          () -> {
            delegate.flushCopy();
            return null;
          });
    }

    @Override
    public long endCopy() throws SQLException {
      return call(delegate::endCopy);
    }
  }

  /** COPY … TO STDOUT. */
  static final class Out extends RoutedCopy<CopyOut> implements CopyOut {

    Out(CopyOut delegate, RoutedText text) {
      super(delegate, text);
    }

    @Override
    public byte[] readFromCopy() throws SQLException {
      return call(delegate::readFromCopy);
    }

    @Override
    public byte[] readFromCopy(boolean block) throws SQLException {
      return call(() -> delegate.readFromCopy(block));
    }
  }
}
