package dev.segue.frameworks;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jdbi: named parameters, batches that return keys, transactions. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class JdbiTest {

  @Test
  void seesTheSameAtEveryStage(TestDatabase database, @TempDir Path directory) throws Exception {
    EveryStage.seesTheSame(database, directory, EveryStage.Setting.CUSTOMERS, JdbiTest::run);
  }

  private static List<String> run(DataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    List<String> seen = new ArrayList<>();
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch("INSERT INTO customers (name, balance) VALUES (:name, :balance)");
          batch.bind("name", "Ada").bind("balance", new BigDecimal("10.5")).add();
          batch.bind("name", "Bob").bind("balance", new BigDecimal("7")).add();
          seen.add(
              batch
                  .executePreparedBatch("id", "balance")
                  .map((row, context) -> row.getLong(1) + " " + row.getBigDecimal("balance"))
                  .list()
                  .toString());
        });
    jdbi.useTransaction(
        handle ->
            seen.add(
                handle
                    .createUpdate("UPDATE customers SET name = upper(name) WHERE balance < :most")
                    .bind("most", 8)
                    .executeAndReturnGeneratedKeys("name")
                    .mapTo(String.class)
                    .list()
                    .toString()));
    jdbi.useHandle(
        handle -> {
          handle.begin();
          handle.execute("DELETE FROM customers WHERE name = ?", "BOB");
          handle.rollback();
          handle
              .createQuery("SELECT * FROM customers WHERE name IN (<names>) ORDER BY id")
              .bindList("names", "Ada", "BOB")
              .mapToMap()
              .forEach(row -> seen.add(new TreeMap<>(row).toString()));
        });
    return seen;
  }
}
