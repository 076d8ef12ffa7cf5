package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/rules.md} are rules that can be read. */
class DocumentedExamplesTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleIsRead() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "rules.md"));
    List<String> examples = YAML.matcher(page).results().map(DocumentedExamplesTest::file).toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
    for (String example : examples) {
      assertThat(RulesFile.read("example", new StringReader(example)).migrations()).isNotEmpty();
    }
  }

  /** An example is a whole file, or the migrations of one. */
  private static String file(MatchResult example) {
    String text = example.group(1);
    return text.startsWith(" ") ? "segue: 1\nmigrations:\n" + text : text;
  }
}
