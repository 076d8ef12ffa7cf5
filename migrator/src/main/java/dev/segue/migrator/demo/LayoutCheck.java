package dev.segue.migrator.demo;

import dev.segue.migrator.demo.scenario.Layout;
import dev.segue.migrator.demo.scenario.Scenario;
import dev.segue.migrator.demo.walk.Step;
import dev.segue.migrator.demo.walk.StepCheck;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares the tables, columns and foreign keys that are there after each step with those that the
 * scenario says: a foreign key must point, validated, at a table that is written at that moment.
 */
final class LayoutCheck implements StepCheck {

  private final Scenario scenario;
  private final String url;
  private final Consumer<String> findings;

  /**
   * A check.
   *
   * @param url leads past Segue
   * @param findings is told of each difference, in words
   */
  LayoutCheck(Scenario scenario, String url, Consumer<String> findings) {
    this.scenario = scenario;
    this.url = url;
    this.findings = findings;
  }

  @Override
  public void after(Step step) {
    try (Connection connection = DriverManager.getConnection(url)) {
      List<String> differences =
          scenario.layout(step.reached()).differences(Layout.read(connection));
      differences.forEach(
          found -> findings.accept("after \"%s\": %s".formatted(step.title(), found)));
    } catch (SQLException e) {
      findings.accept("the catalog could not be read: " + e.getMessage());
    }
  }
}
