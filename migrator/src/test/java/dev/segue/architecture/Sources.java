package dev.segue.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The source files of the modules beside this one, tests left out. */
final class Sources {

  private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

  private Sources() {}

  /** Of every module. */
  static List<Path> all() {
    try (Stream<Path> folders = Files.list(HOUSE)) {
      return of(folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of some modules, by the names of their folders. */
  static List<Path> ofModules(Collection<String> modules) {
    return of(modules.stream().map(HOUSE::resolve));
  }

  static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> of(Stream<Path> modules) {
    return modules
        .map(module -> module.resolve("src/main/java"))
        .filter(Files::isDirectory)
        .flatMap(folder -> javaFiles(folder).stream())
        .toList();
  }

  private static List<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
