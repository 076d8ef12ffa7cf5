package dev.segue.driver.container;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/**
 * Runs one {@link Application} in a class loader of its own, which is the thread's context class
 * loader meanwhile, as a servlet container does.
 */
final class Container implements AutoCloseable {

  private final URLClassLoader loader;
  private final UnaryOperator<String> application;

  /** Starts an application that brings everything itself but the JDK. */
  static Container isolated(String url) throws Exception {
    return new Container(
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader()), url);
  }

  /** Starts an application that finds driver and pool in the container, as the test does. */
  static Container sharing(String url) throws Exception {
    return new Container(new OwnClassesFirst(), url);
  }

  @SuppressWarnings("unchecked")
  private Container(URLClassLoader loader, String url) throws Exception {
    this.loader = loader;
    application =
        inside(
            () ->
                (UnaryOperator<String>)
                    loader
                        .loadClass(Application.class.getName())
                        .getConstructor(String.class)
                        .newInstance(url));
  }

  private static URL[] classPath() {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    return Arrays.stream(entries)
        .map(entry -> Path.of(entry).toAbsolutePath().toUri())
        .map(
            uri -> {
              try {
                return uri.toURL();
              } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
              }
            })
        .toArray(URL[]::new);
  }

  /**
   * The JDK's method handles by which records compare their components remember the type of the
   * last one that they were made for, whoever's it is (softly, since JDK 19): so that of the last
   * application which met a record. Here another one takes its place.
   */
  static void compareRecordsOfAnotherApplication() throws Exception {
    try (URLClassLoader another = new OwnClassesFirst()) {
      Class<?> type = another.loadClass(Compared.class.getName());
      Constructor<?> constructor = type.getConstructor(type);
      Object first = constructor.newInstance(new Object[] {null});
      Object second = constructor.newInstance(first);
      if (first.equals(second) || first.hashCode() == second.toString().hashCode()) {
        throw new IllegalStateException("two records are told apart by their components");
      }
    }
  }

  ClassLoader loader() {
    return loader;
  }

  String execute(String sql) throws Exception {
    return inside(() -> application.apply(sql));
  }

  private <T> T inside(Callable<T> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() throws Exception {
    inside(
        () -> {
          ((AutoCloseable) application).close();
          return null;
        });
    loader.close();
  }

  private static final class OwnClassesFirst extends URLClassLoader {

    private static final Set<String> OWN =
        Set.of(Application.class.getName(), Compared.class.getName());

    OwnClassesFirst() {
      super(classPath(), Application.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!OWN.contains(name)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }
}
