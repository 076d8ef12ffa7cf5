package dev.segue.driver.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/**
 * What every wrapper has in common: how it is unwrapped, and that it looks like what it wraps.
 *
 * <p>JDBC 4.3, {@link Wrapper}: an interface that the wrapper has is answered by the wrapper
 * itself, so {@code unwrap(PGConnection.class)} never leads past it. Whatever else is asked for, a
 * concrete class above all, is answered, or refused, by the wrapped object.
 */
abstract class JdbcWrapper implements Wrapper {

  /**
   * The wrapped object; a routed statement exchanges it where its route changes. Generated methods
   * cast it, {@link WrapperGenerator} says why.
   */
  Wrapper delegate;

  JdbcWrapper(Wrapper delegate) {
    this.delegate = delegate;
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : delegate.unwrap(type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || delegate.isWrapperFor(type);
  }

  /** As the wrapped object: drivers put the statement's text there, and people log it. */
  @Override
  public final String toString() {
    return delegate.toString();
  }
}
