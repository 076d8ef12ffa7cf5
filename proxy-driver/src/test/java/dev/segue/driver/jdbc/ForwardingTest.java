package dev.segue.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every method of every wrapped interface, default methods too, reaches the wrapped object once.
 */
class ForwardingTest {

  private final SegueConnection connection =
      SegueConnection.wrap(Recorded.of(Connection.class).object(), Connections.passThrough());

  @TestFactory
  Stream<DynamicTest> connection() {
    return everyMethod(
        Connection.class, raw -> SegueConnection.wrap(raw, Connections.passThrough()));
  }

  @TestFactory
  Stream<DynamicTest> statement() {
    return everyMethod(Statement.class, connection.wrappers()::statement);
  }

  @TestFactory
  Stream<DynamicTest> preparedStatement() {
    return everyMethod(PreparedStatement.class, connection.wrappers()::preparedStatement);
  }

  @TestFactory
  Stream<DynamicTest> callableStatement() {
    return everyMethod(CallableStatement.class, connection.wrappers()::callableStatement);
  }

  @TestFactory
  Stream<DynamicTest> resultSet() {
    return everyMethod(ResultSet.class, raw -> connection.wrappers().resultSet(raw, null));
  }

  @TestFactory
  Stream<DynamicTest> databaseMetaData() {
    return everyMethod(DatabaseMetaData.class, connection.wrappers()::metaData);
  }

  private static <T extends Wrapper> Stream<DynamicTest> everyMethod(Class<T> type, Wrap<T> wrap) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getDeclaringClass() != Wrapper.class)
        .map(method -> dynamicTest(nameOf(method), () -> isForwarded(type, wrap, method)));
  }

  private static <T extends Wrapper> void isForwarded(Class<T> type, Wrap<T> wrap, Method method)
      throws Exception {
    Recorded<T> wrapped = Recorded.of(type);
    Object[] arguments =
        Samples.of(MethodType.methodType(method.getReturnType(), method.getParameterTypes()));

    Object result = method.invoke(wrap.wrap(wrapped.object()), arguments);

    assertThat(wrapped.calls()).hasSize(1);
    assertThat(wrapped.lastCall().name()).isEqualTo(method.getName());
    assertThat(wrapped.lastCall().method().getParameterTypes())
        .isEqualTo(method.getParameterTypes());
    assertThat(wrapped.lastCall().arguments().toArray()).isEqualTo(arguments);
    if (result instanceof Wrapper) {
      assertThat(result).isInstanceOf(JdbcWrapper.class);
    } else if (method.getReturnType().isPrimitive() && method.getReturnType() != void.class) {
      assertThat(result).isEqualTo(Samples.of(method.getReturnType()));
    }
  }

  private static String nameOf(Method method) {
    return method.getName() + List.of(method.getParameterTypes());
  }

  private interface Wrap<T> {
    Object wrap(T raw);
  }
}
