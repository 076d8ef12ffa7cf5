package dev.segue.driver.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts wrappers of the wrapped driver's classes beside Segue's own when Segue is built, so that the
 * first connection of a process finds them there. Nothing calls this at run time; {@link
 * WrapperClasses} looks for what it has made.
 */
public final class WrapperPregeneration {

  private static final String PGJDBC = "org.postgresql.jdbc.";

  /** What a kind of wrapper wraps in the wrapped driver. */
  private record Wrapped(WrapperKind<?> kind, String name) {}

  private static final List<Wrapped> WRAPPED =
      List.of(
          new Wrapped(WrapperKind.CONNECTION, "PgConnection"),
          new Wrapped(WrapperKind.STATEMENT, "PgStatement"),
          new Wrapped(WrapperKind.PREPARED_STATEMENT, "PgPreparedStatement"),
          new Wrapped(WrapperKind.ROUTED_PREPARED_STATEMENT, "PgPreparedStatement"),
          new Wrapped(WrapperKind.CALLABLE_STATEMENT, "PgCallableStatement"),
          new Wrapped(WrapperKind.RESULT_SET, "PgResultSet"),
          new Wrapped(WrapperKind.DATABASE_META_DATA, "PgDatabaseMetaData"));

  private WrapperPregeneration() {}

  /**
   * Takes the directory of the module's classes.
   *
   * @throws ClassNotFoundException if the wrapped driver has no such class any more
   */
  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    Path classes = Path.of(arguments[0]);
    for (Wrapped wrapped : WRAPPED) {
      Class<?> base = wrapped.kind().base();
      VisibleInterfaces interfaces =
          VisibleInterfaces.of(Class.forName(PGJDBC + wrapped.name(), false, loader()));
      String name = WrapperClasses.nameInJar(base, interfaces);
      write(classes, name, WrapperGenerator.wrapper(name, base, interfaces));
      // Found there by now: it was not, before it was written.
      Class<?> wrapper = Class.forName(name, false, loader());
      String factory = WrapperClasses.nameOfFactory(name);
      Class<?> factoryType = wrapped.kind().factoryType();
      write(classes, factory, WrapperGenerator.factory(factory, factoryType, wrapper));
    }
  }

  private static ClassLoader loader() {
    return WrapperPregeneration.class.getClassLoader();
  }

  private static void write(Path classes, String name, byte[] bytes) throws IOException {
    Files.write(classes.resolve(name.replace('.', '/') + ".class"), bytes);
  }
}
