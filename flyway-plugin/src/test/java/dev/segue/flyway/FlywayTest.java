package dev.segue.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.datasource.SegueDataSource;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Flyway at the start of an application whose URL is Segue's, while one of its tables migrates. */
@ExtendWith(PostgresExtension.class)
class FlywayTest {

  @TempDir Path directory;
  private TestDatabase database;
  private String rules;

  @BeforeEach
  void scripts(TestDatabase shared) throws SQLException, IOException {
    database = shared.server().createDatabase();
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    rules =
        Files.writeString(
                directory.resolve("segue.yaml"),
                """
                segue: 1
                migrations:
                  customers-full-name:
                    table: customers
                    rename: { name: full_name }
                """)
            .toString();
    Path scripts = Files.createDirectory(directory.resolve("scripts"));
    Files.writeString(
        scripts.resolve("V1__customers.sql"),
        """
        CREATE TABLE customers (id int PRIMARY KEY, name varchar(40));
        CREATE TABLE parcels (id int PRIMARY KEY, customer int REFERENCES customers);""");
    Files.writeString(
        scripts.resolve("V2__rows.sql"),
        """
        INSERT INTO customers VALUES (1, 'Ada');
        ALTER TABLE parcels ADD weight numeric;""");
  }

  @AfterEach
  void close() {
    SegueDriver.closeIdleInstances();
    database.close();
  }

  private int migrated(FluentConfiguration configuration) {
    return configuration
        .locations("filesystem:" + directory.resolve("scripts"))
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private List<List<Object>> applied() {
    return database.rows(
        "SELECT version, success FROM flyway_schema_history WHERE version <> '0' ORDER BY 1");
  }

  @Test
  void theUrlIsKnown() {
    String url = database.segueUrl();
    url += (url.contains("?") ? "&" : "?") + "segue.config=" + rules;

    assertThat(migrated(Flyway.configure().dataSource(url, null, null))).isEqualTo(2);
    assertThat(migrated(Flyway.configure().dataSource(url, null, null))).isZero();
    assertThat(applied()).containsExactly(List.of("1", true), List.of("2", true));
  }

  @Test
  void aDataSourceIsKnownWithoutIt() {
    SegueDataSource source = new SegueDataSource();
    source.setUrl(database.url());
    source.setConfig(rules);

    assertThat(migrated(Flyway.configure().dataSource(source))).isEqualTo(2);
    assertThat(applied()).containsExactly(List.of("1", true), List.of("2", true));
  }
}
