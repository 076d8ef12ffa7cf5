package dev.segue.frameworks;

import dev.segue.frameworks.spring.Customer;
import dev.segue.frameworks.spring.Customers;
import dev.segue.frameworks.spring.ShopApplication;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Boot, given the URL alone: Spring Data JPA, validated by Hibernate, and JdbcTemplate. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class SpringDataTest {

  @Test
  void seesTheSameAtEveryStage(TestDatabase database, @TempDir Path directory) throws Exception {
    EveryStage.seesTheSameByUrl(
        database, directory, EveryStage.Setting.CUSTOMERS, SpringDataTest::run);
  }

  private static List<String> run(String url) {
    List<String> seen = new ArrayList<>();
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(ShopApplication.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.datasource.url=" + url,
                "--spring.jpa.hibernate.ddl-auto=validate",
                "--spring.main.banner-mode=off")) {
      Customers customers = context.getBean(Customers.class);
      JdbcTemplate template = context.getBean(JdbcTemplate.class);
      customers.saveAll(
          List.of(
              new Customer("Ada", new BigDecimal("10.50")),
              new Customer("Bob", new BigDecimal("20")),
              new Customer("Cy", null)));
      seen.add("named " + customers.findByNameStartingWithOrderByIdDesc("B"));
      seen.add("richer " + customers.countByBalanceGreaterThan(new BigDecimal("10.49")));
      TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
      transaction.executeWithoutResult(
          status -> {
            customers.findById(1L).orElseThrow().rename("Ann");
            template.update("UPDATE customers SET balance = balance + 1 WHERE name = ?", "Bob");
          });
      transaction.executeWithoutResult(
          status -> {
            customers.deleteAll();
            status.setRollbackOnly();
          });
      seen.add("raised " + customers.raise(new BigDecimal("0.25")));
      template
          .queryForList("SELECT * FROM customers ORDER BY id")
          .forEach(row -> seen.add(new TreeMap<>(row).toString()));
      customers.findAll().stream().map(Customer::toString).sorted().forEach(seen::add);
    }
    return seen;
  }
}
