package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesLocationTest {

  private static final String GOOD = "segue: 1\nmode: observe\nmigrations: {}\n";

  @TempDir private Path directory;

  @Test
  void aPathLeadsToAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("rules.yaml"), GOOD);
    assertThat(RulesLocation.parse(file.toString()).load().mode()).isEqualTo(Mode.OBSERVE);
  }

  @Test
  void aResourceIsFoundOnTheClassPath() {
    String resource = "classpath:dev/segue/rules/migration/good/shop.yaml";
    assertThat(RulesLocation.parse(resource).load().migrations()).hasSize(2);
    assertThat(RulesLocation.parse(resource.replace(":", ":/")).load().migrations()).hasSize(2);
  }

  @Test
  void theApplicationsClassLoaderIsAskedFirst() throws IOException {
    Files.writeString(directory.resolve("segue.yaml"), GOOD);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      thread.setContextClassLoader(application);
      assertThat(RulesLocation.standard().load().mode()).isEqualTo(Mode.OBSERVE);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void whereNothingIsFoundThePlacesAndTheWayOutAreNamed() {
    assertThatThrownBy(() -> RulesLocation.standard().load())
        .isInstanceOf(RulesException.class)
        .hasMessage(
            """
            rules file not found
              Detail: Looked for segue.yaml on the class path and %s.
              Hint: Put it there, or name it in the JDBC URL with segue.config, a path or \
            classpath: and a resource."""
                .formatted(Path.of("segue.yaml").toAbsolutePath()));
    String missing = directory.resolve("none.yaml").toString();
    assertThatThrownBy(() -> RulesLocation.parse(missing).load())
        .hasMessageContaining("Looked for " + missing + ".");
  }

  @Test
  void whatIsNoFileOfTextSaysSo() throws IOException {
    assertThatThrownBy(() -> RulesLocation.parse(directory.toString()).load())
        .isInstanceOf(RulesException.class)
        .hasMessage("rules file " + directory + " cannot be read: it is a directory");
    Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'#', (byte) 0xE4, '\n'});
    assertThatThrownBy(() -> RulesLocation.parse(latin.toString()).load())
        .hasMessage("rules file " + latin + " cannot be read: it is not text in UTF-8");
    assertThatThrownBy(() -> RulesLocation.parse("a\0b").load())
        .isInstanceOf(RulesException.class)
        .hasMessageContaining("not a path");
  }

  @Test
  void mistakesNameThePlace() throws IOException {
    Path file = Files.writeString(directory.resolve("rules.yaml"), "segue: 7\nmigrations:\n");
    assertThatThrownBy(() -> RulesLocation.parse(file.toString()).load())
        .hasMessageStartingWith(file + ":1: version of the format is not 1");
  }
}
