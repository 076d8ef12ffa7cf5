package dev.segue.laboratory;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;

/**
 * Stands between Segue and pgjdbc, where a URL asks for it, and spoils the texts that pass. Segue
 * itself knows nothing of it.
 */
final class MutatingDriver implements Driver {

  private static final String OPTION = "&mutation=";

  /** How many texts were spoilt. */
  static final LongAdder SPOILT = new LongAdder();

  private static volatile boolean spoils = true;

  private final Driver postgres = new org.postgresql.Driver();

  /** Puts it before pgjdbc, which would take the URL as well. */
  static void register() throws SQLException {
    Driver first = DriverManager.getDriver("jdbc:postgresql:any");
    DriverManager.deregisterDriver(first);
    DriverManager.registerDriver(new MutatingDriver());
    DriverManager.registerDriver(first);
  }

  static String option(Mutation mutation) {
    return OPTION + mutation.name();
  }

  /** Whether texts are spoilt, or pass as they are. */
  static void spoil(boolean whether) {
    spoils = whether;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:postgresql:") && url.contains(OPTION);
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    int at = url.indexOf(OPTION);
    Mutation mutation = Mutation.valueOf(url.substring(at + OPTION.length()).split("&")[0]);
    Connection connection = postgres.connect(url.replace(OPTION + mutation.name(), ""), info);
    return (Connection) wrapped(connection, mutation);
  }

  private static Object wrapped(Object delegate, Mutation mutation) {
    return Proxy.newProxyInstance(
        MutatingDriver.class.getClassLoader(),
        interfacesOf(delegate.getClass()).toArray(Class<?>[]::new),
        new Spoiling(delegate, mutation));
  }

  private static Set<Class<?>> interfacesOf(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      Collections.addAll(all, at.getInterfaces());
    }
    return all;
  }

  private record Spoiling(Object delegate, Mutation mutation) implements InvocationHandler {

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      boolean takesText =
          method.getName().startsWith("prepare") || method.getName().startsWith("execute");
      if (spoils && takesText && arguments != null && arguments[0] instanceof String sql) {
        mutation
            .apply(sql)
            .ifPresent(
                spoilt -> {
                  arguments[0] = spoilt;
                  SPOILT.increment();
                });
      }
      try {
        Object result = method.invoke(delegate, arguments);
        return result instanceof Statement && method.getName().startsWith("createStatement")
            ? wrapped(result, mutation)
            : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 0;
  }

  @Override
  public int getMinorVersion() {
    return 1;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("none", "0A000");
  }
}
