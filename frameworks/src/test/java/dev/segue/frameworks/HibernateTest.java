package dev.segue.frameworks;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hibernate with {@code hbm2ddl.auto=validate}: entities, versions, HQL, batches. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class HibernateTest {

  /** What it maps. */
  @Entity(name = "Customer")
  @Table(name = "customers")
  static class Customer {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(length = 40, nullable = false)
    private String name;

    @Column(precision = 12, scale = 2)
    private BigDecimal balance;

    @Version private int version;

    /** For Hibernate. */
    protected Customer() {}

    Customer(String name, String balance) {
      this.name = name;
      this.balance = new BigDecimal(balance);
    }

    @Override
    public String toString() {
      return id + " " + name + " " + balance + " v" + version;
    }
  }

  @Test
  void seesTheSameAtEveryStage(TestDatabase database, @TempDir Path directory) throws Exception {
    EveryStage.seesTheSame(database, directory, EveryStage.Setting.CUSTOMERS, HibernateTest::run);
  }

  private static List<String> run(DataSource source) {
    Configuration configuration = new Configuration();
    configuration.addAnnotatedClass(Customer.class);
    configuration.getProperties().put("hibernate.connection.datasource", source);
    configuration.setProperty("hibernate.hbm2ddl.auto", "validate");
    configuration.setProperty("hibernate.jdbc.batch_size", "20");
    List<String> seen = new ArrayList<>();
    try (SessionFactory factory = configuration.buildSessionFactory()) {
      factory.inTransaction(
          session -> {
            session.persist(new Customer("Ada", "10.50"));
            session.persist(new Customer("Bob", "20.00"));
            session.persist(new Customer("Cy", "0.05"));
          });
      factory.inTransaction(
          session -> {
            Customer bob =
                session
                    .createSelectionQuery("from Customer where name = :name", Customer.class)
                    .setParameter("name", "Bob")
                    .getSingleResult();
            bob.balance = bob.balance.add(new BigDecimal("1.25"));
            bob.name = "Bert";
          });
      factory.inTransaction(
          session ->
              seen.add(
                  "raised "
                      + session
                          .createMutationQuery(
                              "update versioned Customer set balance = balance * 2 where balance > :least")
                          .setParameter("least", new BigDecimal("5"))
                          .executeUpdate()));
      try {
        factory.inTransaction(
            session -> {
              session.remove(session.find(Customer.class, 1L));
              session.flush();
              throw new IllegalStateException("taken back");
            });
      } catch (IllegalStateException takenBack) {
        seen.add(takenBack.getMessage());
      }
      factory.inTransaction(
          session -> {
            session
                .createSelectionQuery("from Customer order by balance desc", Customer.class)
                .getResultList()
                .forEach(each -> seen.add(each.toString()));
            seen.add(
                session
                    .createSelectionQuery(
                        "select max(name), sum(balance) from Customer where balance between 1 and 100",
                        Object[].class)
                    .getResultList()
                    .stream()
                    .map(java.util.Arrays::toString)
                    .toList()
                    .toString());
          });
    }
    return seen;
  }
}
