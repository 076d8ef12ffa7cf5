package dev.segue.stub;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.CallableStatement;
import java.sql.DatabaseMetaData;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.StubMethod;

/**
 * Completes the stub's abstract classes: every method that they leave open answers {@code null},
 * zero or {@code false}.
 *
 * <p>The hand-written classes name only what the measured path touches; JDBC has another six
 * hundred methods. They are generated once, when the first connection is opened, and are ordinary
 * classes to the compiler from then on.
 */
final class StubClasses {

  private static final MethodHandle CONNECTION =
      constructor(StubConnection.class, StubConnection.class, boolean.class);
  private static final MethodHandle STATEMENT =
      constructor(StubStatement.class, StubStatement.class, StubConnection.class);
  private static final MethodHandle PREPARED_STATEMENT =
      constructor(StubPreparedStatement.class, StubPreparedStatement.class, StubConnection.class);
  private static final MethodHandle RESULT_SET =
      constructor(StubResultSet.class, StubResultSet.class, StubStatement.class);
  private static final MethodHandle CALLABLE_STATEMENT =
      constructor(Object.class, CallableStatement.class);
  private static final MethodHandle META_DATA = constructor(Object.class, DatabaseMetaData.class);

  private StubClasses() {}

  static StubConnection connection(boolean fresh) {
    try {
      return (StubConnection) CONNECTION.invokeExact(fresh);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static StubStatement statement(StubConnection connection) {
    try {
      return (StubStatement) STATEMENT.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static StubPreparedStatement preparedStatement(StubConnection connection) {
    try {
      return (StubPreparedStatement) PREPARED_STATEMENT.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static StubResultSet resultSet(StubStatement statement) {
    try {
      return (StubResultSet) RESULT_SET.invokeExact(statement);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static CallableStatement callableStatement() {
    try {
      return (CallableStatement) CALLABLE_STATEMENT.invokeExact();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static DatabaseMetaData metaData() {
    try {
      return (DatabaseMetaData) META_DATA.invokeExact();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** A constructor of a generated class that completes {@code open}, typed as {@code open}. */
  private static MethodHandle constructor(
      Class<?> superclass, Class<?> open, Class<?>... parameters) {
    var builder =
        new ByteBuddy()
            .subclass(superclass)
            .name(StubClasses.class.getPackageName() + ".Complete" + open.getSimpleName());
    if (open.isInterface()) {
      builder = builder.implement(open);
    }
    try (var made = builder.method(isAbstract()).intercept(StubMethod.INSTANCE).make()) {
      var lookup = MethodHandles.lookup();
      return lookup
          .findConstructor(
              lookup.defineClass(made.getBytes()), MethodType.methodType(void.class, parameters))
          .asType(MethodType.methodType(open, parameters));
    } catch (ReflectiveOperationException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException("the stub driver could not make one of its objects", cause);
  }
}
