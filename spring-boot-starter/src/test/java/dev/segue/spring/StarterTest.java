package dev.segue.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.instance.InstanceStatus;
import dev.segue.driver.instance.InstanceStatus.MigrationStatus;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** An ordinary application of Spring Boot whose URL is Segue's, and that has the starter. */
@ExtendWith(PostgresExtension.class)
class StarterTest {

  /** It has nothing of its own. */
  @Configuration
  @EnableAutoConfiguration
  static class Application {}

  @TempDir Path directory;
  private TestDatabase database;
  private String rules;

  @BeforeEach
  void customers(TestDatabase shared) throws SQLException, IOException {
    database = shared;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS customers;
        CREATE TABLE customers (id int PRIMARY KEY, name varchar(40), full_name varchar(40));
        INSERT INTO customers VALUES (1, 'Ada', 'Ada');""");
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    rules =
        Files.writeString(
                directory.resolve("rules of the shop.yaml"),
                """
                segue: 1
                migrations:
                  customers-full-name:
                    table: customers
                    rename: { name: full_name }
                """)
            .toString();
  }

  @AfterEach
  void closeInstances() {
    SegueDriver.closeIdleInstances();
  }

  private static ConfigurableApplicationContext start(String url, String... properties) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.datasource.url=" + url);
    arguments.add("--management.endpoints.web.exposure.include=segue,health");
    arguments.add("--management.endpoint.segue.access=unrestricted");
    for (String property : properties) {
      arguments.add("--" + property);
    }
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run(arguments.toArray(String[]::new));
  }

  @Test
  void theUrlAloneIsEnough() {
    try (ConfigurableApplicationContext context =
        start(database.segueUrl(), "segue.config=" + rules)) {
      JdbcTemplate template = context.getBean(JdbcTemplate.class);

      assertThat(template.queryForObject("SELECT name FROM customers", String.class))
          .isEqualTo("Ada");
      assertThat(
              context
                  .getBean(MeterRegistry.class)
                  .find("segue.statements")
                  .tag("migration", "customers-full-name")
                  .tag("outcome", "executed")
                  .counters())
          .isNotEmpty();
    }
  }

  @Test
  void theEndpointShowsWhatEachMigrationDoes() throws SQLException {
    try (ConfigurableApplicationContext context =
        start(database.segueUrl(), "segue.config=" + rules)) {
      InstanceStatus status = context.getBean(SegueEndpoint.class).status().get("dataSource");

      assertThat(status.mayRoute()).isTrue();
      assertThat(status.migrations())
          .extracting(MigrationStatus::id, MigrationStatus::table, MigrationStatus::routes)
          .containsExactly(tuple("customers-full-name", "public.customers", List.of(Route.OLD)));
      assertThat(health(context).getStatus()).isEqualTo(Status.UP);
    }
  }

  private static Health health(ConfigurableApplicationContext context) {
    return context.getBean("segueHealthIndicator", HealthIndicator.class).health();
  }

  @Test
  void itIsDownWhereStatementsOfAMigrationAreRefused() throws InterruptedException {
    try (ConfigurableApplicationContext context =
        start(database.segueUrl(), "segue.config=" + rules)) {
      assertThat(health(context).getStatus()).isEqualTo(Status.UP);
      database.execute("ALTER TABLE customers DROP name, DROP full_name");
      for (int look = 0; health(context).getStatus().equals(Status.UP); look++) {
        assertThat(look).as("looks until it is down").isLessThan(300);
        Thread.sleep(100);
      }
      assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
      assertThat(health(context).getDetails().toString()).contains("customers-full-name");
    }
  }

  @Test
  void propertiesBecomeOptionsUnlessTheUrlHasThem() {
    try (ConfigurableApplicationContext context =
        start(
            database.segueUrl()
                + (database.segueUrl().contains("?") ? "&" : "?")
                + "segue.mode=observe",
            "segue.config=" + rules,
            "segue.mode=rewrite",
            "segue.application=shop & co")) {
      String url = context.getBean(Environment.class).getProperty("spring.datasource.url");

      assertThat(url)
          .contains("segue.mode=observe", "&segue.application=shop+%26+co", "&segue.config=")
          .doesNotContain("segue.mode=rewrite");
      context.getBean(JdbcTemplate.class).execute("SELECT 1");
      assertThat(database.rows("SELECT DISTINCT application FROM segue.instance").toString())
          .contains("shop & co");
    }
  }

  @Test
  void anotherDriversUrlIsLeftAlone() throws SQLException {
    try (ConfigurableApplicationContext context = start(database.url())) {
      assertThat(
              context.getBean(Environment.class).getProperty("spring.datasource.driver-class-name"))
          .isNull();
      assertThat(context.getBean(SegueEndpoint.class).status()).isEmpty();
      assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
    }
  }
}
