package dev.segue.driver.jdbc;

/**
 * Makes the wrappers of the objects of exactly one class. Each kind of wrapper adds its {@code
 * wrap} method, and generated classes implement that as a {@code new}.
 *
 * <p>A connection has factories of its own, so that they may hold the wrapped class; what outlives
 * the connection, in {@link WrapperKind}, does not.
 */
abstract class WrapperFactory {

  private final Class<?> wrapped;

  WrapperFactory(Class<?> wrapped) {
    this.wrapped = wrapped;
  }

  /** Whether a factory is there and wraps this object. */
  static boolean fits(WrapperFactory factory, Object object) {
    return factory != null && factory.wrapped == object.getClass();
  }
}
