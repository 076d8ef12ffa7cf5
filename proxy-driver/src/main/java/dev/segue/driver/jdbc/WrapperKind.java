package dev.segue.driver.jdbc;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One kind of wrapper and the classes that were generated for it, one for each wrapped class. May
 * be used by any number of threads; it is asked only where a connection meets a wrapped class for
 * the first time.
 *
 * <p>A generated wrapper names interfaces that our own class loader sees, never the wrapped class
 * itself, and its factory, which does, is held by the connections that use it alone. So an entry
 * does not hold its key, and the wrapped driver's class loader can go.
 *
 * @param <F> the factory of this kind, which is generated too
 */
final class WrapperKind<F extends WrapperFactory> {

  static final WrapperKind<SegueConnection.Factory> CONNECTION =
      new WrapperKind<>(SegueConnection.Factory.class, SegueConnection.class);
  static final WrapperKind<SegueStatement.Factory> STATEMENT =
      new WrapperKind<>(SegueStatement.Factory.class, SegueStatement.class);
  static final WrapperKind<SeguePreparedStatement.Factory> PREPARED_STATEMENT =
      new WrapperKind<>(SeguePreparedStatement.Factory.class, SeguePreparedStatement.class);
  static final WrapperKind<RoutedPreparedStatement.Factory> ROUTED_PREPARED_STATEMENT =
      new WrapperKind<>(RoutedPreparedStatement.Factory.class, RoutedPreparedStatement.class);
  static final WrapperKind<SegueCallableStatement.Factory> CALLABLE_STATEMENT =
      new WrapperKind<>(SegueCallableStatement.Factory.class, SegueCallableStatement.class);
  static final WrapperKind<SegueResultSet.Factory> RESULT_SET =
      new WrapperKind<>(SegueResultSet.Factory.class, SegueResultSet.class);
  static final WrapperKind<SegueDatabaseMetaData.Factory> DATABASE_META_DATA =
      new WrapperKind<>(SegueDatabaseMetaData.Factory.class, SegueDatabaseMetaData.class);

  private final Class<F> factoryType;
  private final Class<?> base;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Class<?>, Made<F>> made = new WeakHashMap<>(); // guarded by lock

  private record Made<F>(Class<?> wrapper, WeakReference<F> factory) {}

  WrapperKind(Class<F> factoryType, Class<?> base) {
    this.factoryType = factoryType;
    this.base = base;
  }

  /** The abstract factory, which a generated one completes. */
  Class<F> factoryType() {
    return factoryType;
  }

  /** The abstract wrapper, which a generated one completes. */
  Class<?> base() {
    return base;
  }

  /** The factory of the wrappers for objects of exactly this class. */
  F of(Class<?> wrapped) {
    lock.lock();
    try {
      Made<F> known = made.get(wrapped);
      F factory = known == null ? null : known.factory().get();
      if (factory == null) {
        Class<?> wrapper = known == null ? WrapperClasses.wrapper(base, wrapped) : known.wrapper();
        factory = WrapperClasses.factory(factoryType, wrapper, wrapped);
        made.put(wrapped, new Made<>(wrapper, new WeakReference<>(factory)));
      }
      return factory;
    } finally {
      lock.unlock();
    }
  }
}
