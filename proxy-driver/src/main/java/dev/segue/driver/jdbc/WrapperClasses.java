package dev.segue.driver.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings the wrapper class of a wrapped one into this package, and its factory. For the wrapped
 * driver as it was when Segue was built they are in Segue's jar, where {@link WrapperPregeneration}
 * has put them; for others, and where JDBC or the wrapped driver has another method by now, {@link
 * WrapperGenerator} makes them. The first connection of a process so needs no generator.
 */
final class WrapperClasses {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private WrapperClasses() {}

  /** The name of a wrapper that is in the jar, if it is there. */
  static String nameInJar(Class<?> base, VisibleInterfaces interfaces) {
    return base.getName() + "$Ready" + Long.toHexString(interfaces.fingerprint());
  }

  static String nameOfFactory(String wrapper) {
    return wrapper + "Factory";
  }

  /**
   * A wrapper class, which does not name the wrapped one.
   *
   * @param base the abstract class that it completes
   * @param wrapped the class of the wrapped objects
   */
  static Class<?> wrapper(Class<?> base, Class<?> wrapped) {
    VisibleInterfaces interfaces = VisibleInterfaces.of(wrapped);
    try {
      return Class.forName(nameInJar(base, interfaces), true, base.getClassLoader());
    } catch (ClassNotFoundException generated) {
      String name = base.getName() + "$" + wrapped.getSimpleName() + "$" + COUNT.incrementAndGet();
      try {
        return LOOKUP.defineClass(WrapperGenerator.wrapper(name, base, interfaces));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("no wrapper can be defined of " + wrapped.getName(), e);
      }
    }
  }

  /**
   * The factory of a wrapper class, which holds the wrapped one. It is a hidden class.
   *
   * @param factoryType the abstract factory
   */
  static <F extends WrapperFactory> F factory(
      Class<F> factoryType, Class<?> wrapper, Class<?> wrapped) {
    try {
      byte[] bytes = factoryBytes(factoryType, wrapper);
      Class<?> factory = LOOKUP.defineHiddenClassWithClassData(bytes, wrapped, true).lookupClass();
      return factoryType.cast(factory.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("could not make wrappers of " + wrapped.getName(), e);
    }
  }

  private static byte[] factoryBytes(Class<?> factoryType, Class<?> wrapper) throws IOException {
    String name = nameOfFactory(wrapper.getName());
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream inJar = WrapperClasses.class.getResourceAsStream(file)) {
      return inJar != null
          ? inJar.readAllBytes()
          : WrapperGenerator.factory(name, factoryType, wrapper);
    }
  }
}
