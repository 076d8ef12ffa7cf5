package dev.segue.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be read from the source folders of all modules. */
class SourcesTest {

  private static final int LONGEST_FILE = 500;

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(sources().map(Path::getParent).distinct())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            folder ->
                assertThat(folder.resolve("package-info.java"))
                    .content()
                    .startsWith("/**")
                    .contains("*/"));
  }

  @Test
  void noFileIsTooLongToBeRead() {
    assertThat(sources())
        .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThan(LONGEST_FILE));
  }

  private static Stream<Path> sources() {
    return modules().stream()
        .map(module -> module.resolve("src/main/java"))
        .filter(Files::isDirectory)
        .flatMap(SourcesTest::javaFiles);
  }

  private static List<Path> modules() {
    try (Stream<Path> folders = Files.list(Path.of("..").toAbsolutePath().normalize())) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
