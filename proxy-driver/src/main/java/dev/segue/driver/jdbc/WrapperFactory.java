package dev.segue.driver.jdbc;

/**
 * Makes the wrappers of the objects of exactly one class. Each kind of wrapper adds its {@code
 * wrap} method, and generated classes implement that as a {@code new}.
 *
 * <p>A factory holds the wrapped class, as the data of its own hidden class. So connections have
 * factories, and what outlives them all, {@link WrapperKind}, holds them weakly.
 */
abstract class WrapperFactory {

  /**
   * The wrapped class. Generated as a constant: the compiler then tells an object's class by one
   * comparison, and knows it in all that follows.
   */
  abstract Class<?> wrapped();

  /** Whether a factory is there and wraps this object. */
  static boolean fits(WrapperFactory factory, Object object) {
    return factory != null && factory.wrapped() == object.getClass();
  }
}
