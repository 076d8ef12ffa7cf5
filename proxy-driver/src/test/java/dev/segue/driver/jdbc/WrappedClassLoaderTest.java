package dev.segue.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.stub.StubDriver;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The wrapped driver may be one that an application brings, and takes away again. */
class WrappedClassLoaderTest {

  @Test
  void theWrappedDriversClassLoaderCanGo() throws Exception {
    WeakReference<ClassLoader> loader = useADriverOfItsOwn();

    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (loader.get() != null && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(20);
    }

    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> useADriverOfItsOwn() throws Exception {
    try (URLClassLoader loader = new StubLoader()) {
      Connection raw = connection(loader);
      assertThat(raw.getClass().getClassLoader()).isSameAs(loader);
      try (Connection connection = SegueConnection.wrap(raw, Connections.passThrough());
          PreparedStatement statement = connection.prepareStatement("SELECT 1");
          ResultSet rows = statement.executeQuery()) {
        assertThat(rows).isInstanceOf(SegueResultSet.class);
      }
      return new WeakReference<>(loader);
    }
  }

  /** Past the stub's driver, which registers itself for good. */
  private static Connection connection(ClassLoader loader) throws ReflectiveOperationException {
    Method connection =
        loader
            .loadClass(StubDriver.class.getPackageName() + ".StubClasses")
            .getDeclaredMethod("connection", boolean.class);
    connection.setAccessible(true);
    return (Connection) connection.invoke(null, true);
  }

  /** Has classes of the stub driver that are its own, and all others from here. */
  private static final class StubLoader extends URLClassLoader {

    StubLoader() {
      super(
          new URL[] {StubDriver.class.getProtectionDomain().getCodeSource().getLocation()},
          StubDriver.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(StubDriver.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }
}
