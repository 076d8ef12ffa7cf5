package dev.segue.driver.jdbc;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;

/**
 * A value of any type that JDBC takes or returns, other than null, zero or empty where possible.
 */
final class Samples {

  private Samples() {}

  static Object of(Class<?> type) {
    if (type == void.class) {
      return null;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type.isPrimitive()) {
      Object wrapped = Array.get(Array.newInstance(type, 1), 0);
      return wrapped instanceof Integer ? (Object) 7 : wrapped instanceof Long ? 7L : wrapped;
    }
    if (type == String.class || type == Object.class) {
      return "sample";
    }
    if (type == Properties.class) {
      return new Properties();
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 1);
    }
    if (isWrapped(type)) {
      return Recorded.of(type).object();
    }
    return null;
  }

  static Object[] of(MethodType type) {
    return type.parameterList().stream().map(Samples::of).toArray();
  }

  private static boolean isWrapped(Class<?> type) {
    return type == ResultSet.class
        || type == Statement.class
        || type == PreparedStatement.class
        || type == CallableStatement.class
        || type == java.sql.Connection.class
        || type == java.sql.DatabaseMetaData.class;
  }
}
