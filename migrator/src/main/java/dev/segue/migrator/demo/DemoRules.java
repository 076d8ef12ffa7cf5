package dev.segue.migrator.demo;

import dev.segue.migrator.demo.scenario.Scenario;
import dev.segue.route.MigrationId;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.RulesLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rules of the demo, as a file that the driver finds. Closing it deletes the file. */
final class DemoRules implements AutoCloseable {

  private final String text;
  private final Path file;
  private final Rules rules;

  private DemoRules(String text, Path file, Rules rules) {
    this.text = text;
    this.file = file;
    this.rules = rules;
  }

  /** Writes the rules of a scenario for the tables of a schema. */
  static DemoRules write(Scenario scenario, String schema) {
    String text = scenario.rulesIn(schema);
    try {
      Path file = Files.createTempFile("segue-demo-", ".yaml");
      file.toFile().deleteOnExit();
      Files.writeString(file, text);
      return new DemoRules(text, file, RulesLocation.parse(file.toString()).load());
    } catch (IOException e) {
      throw new DemoException(
          "the rules file cannot be written: %s\nHint: See that the temporary directory has room."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** The file as it was written. */
  List<String> lines() {
    return text.lines().toList();
  }

  Rules rules() {
    return rules;
  }

  List<MigrationId> migrations() {
    return rules.migrations().stream().map(Migration::id).toList();
  }

  /** What an operator changes in the application: its URL, and nothing else. */
  String through(String url) {
    return "jdbc:segue:"
        + url.substring("jdbc:".length())
        + (url.contains("?") ? "&" : "?")
        + "segue.application=shop&segue.config="
        + URLEncoder.encode(file.toString(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
