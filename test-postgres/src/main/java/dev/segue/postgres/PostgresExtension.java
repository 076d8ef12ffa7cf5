package dev.segue.postgres;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a real PostgreSQL: parameters of type {@link TestDatabase} (one fresh database
 * per test class, its nested classes included, dropped at the class's end) and {@link
 * PostgresServer} (one per JVM, started when the first test asks for it).
 *
 * <pre>{@code
 * @ExtendWith(PostgresExtension.class)
 * class OrdersTest {
 *   @BeforeAll
 *   static void createTables(TestDatabase database) {
 *     database.execute("CREATE TABLE orders (id bigint PRIMARY KEY)");
 *   }
 * }
 * }</pre>
 */
public final class PostgresExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestDatabase.class || type == PostgresServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PostgresServer.class
        ? server(context)
        : database(context);
  }

  // JUnit closes what is in a store when the store's context ends: classes before the root.

  private static PostgresServer server(ExtensionContext context) {
    Store store = context.getRoot().getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(
        PostgresServer.class, key -> PostgresServer.start(), PostgresServer.class);
  }

  private static TestDatabase database(ExtensionContext context) {
    Store store = outermostClass(context).getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(
        TestDatabase.class, key -> server(context).createDatabase(), TestDatabase.class);
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    return context
        .getParent()
        .filter(parent -> parent.getTestClass().isPresent())
        .map(PostgresExtension::outermostClass)
        .orElse(context);
  }
}
