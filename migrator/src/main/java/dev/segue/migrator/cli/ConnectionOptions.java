package dev.segue.migrator.cli;

import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.RulesLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that asks the database. */
final class ConnectionOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:SEGUE_URL}",
      description =
          "The database: jdbc:postgresql://… or the application's jdbc:segue:postgresql://…, with"
              + " user and password as its parameters. Default: SEGUE_URL.")
  private String url;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The rules file. Default: segue.config of the URL, else segue.yaml in this directory.")
  private String config;

  /** The rules. */
  Rules rules() {
    Optional<OperatorUrl> given =
        Optional.ofNullable(url).filter(u -> !u.isBlank()).map(OperatorUrl::parse);
    String place =
        Optional.ofNullable(config)
            .or(() -> given.flatMap(OperatorUrl::config))
            .orElse(RulesLocation.DEFAULT_NAME);
    if (config != null && !config.startsWith("classpath:") && !Files.exists(Path.of(config))) {
      throw MigratorException.badInput(
          "there is no rules file %s".formatted(config),
          "",
          "Name it with --config; docs/rules.md says what it holds.");
    }
    Rules rules = RulesLocation.parse(place).load();
    return given.flatMap(OperatorUrl::flags).map(rules::withFlags).orElse(rules);
  }

  /** The rules, the database and the flags. The database is asked whether it is there. */
  MigrationContext open() {
    if (url == null || url.isBlank()) {
      throw MigratorException.badInput(
          "no database is named",
          "",
          "Give --url jdbc:postgresql://host/database?user=…, or set SEGUE_URL.");
    }
    Rules rules = rules();
    OperatorUrl parsed = OperatorUrl.parse(url);
    var dataSource = parsed.dataSource();
    try (Connection connection = dataSource.getConnection()) {
      connection.isValid(5);
    } catch (SQLException e) {
      throw MigratorException.unreachable(e);
    }
    return MigrationContext.of(rules, dataSource);
  }
}
