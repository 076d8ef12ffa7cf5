package dev.segue.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What can be read from the source folders of all modules. */
class SourcesTest {

  private static final int LONGEST_FILE = 500;

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(Sources.all().stream().map(Path::getParent).distinct())
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
    assertThat(Sources.all())
        .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThan(LONGEST_FILE));
  }
}
