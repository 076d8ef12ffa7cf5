package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.CopyUnderLoadTest.Form;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application that names the parts writes a row of the second one, while another transaction
 * deletes the whole: what the row lacks is never taken from one that is gone. Of a table that is
 * decomposed the whole leads here, of tables that are joined the parts do.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class PartRaceTest {

  private static final int KEY = 7;
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

  private final TestDatabase database;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  @TempDir private Path folder;
  private OperatorBench bank;
  private Connection writer;
  private Connection other;

  PartRaceTest(TestDatabase database) {
    this.database = database;
  }

  private void open(Form form) throws Exception {
    bank = CopyUnderLoadTest.bank(database, form);
    var migration = bank.context.migration("accounts-wide");
    bank.expansion().run(migration, bank);
    bank.flag(migration, FlagKind.WRITE_NEW, 100);
    bank.backfill(migration, Direction.UP);
    String url = CopyUnderLoadTest.url(database, form, folder);
    writer = DriverManager.getConnection(url + form.speaks().opposite().word());
    other = DriverManager.getConnection(url + form.speaks().word());
    writer.setAutoCommit(false);
    other.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    thread.shutdownNow();
    writer.close();
    other.close();
    bank.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"DECOMPOSITION", "JOIN"})
  void aDeletedRowIsNotMadeAgain(Form form) throws Exception {
    open(form);
    for (String deletion :
        new String[] {
          "DELETE FROM accounts WHERE id = " + KEY, "DELETE FROM accounts_wide WHERE id = " + KEY
        }) {
      execute(writer, upsertOfTheFirst());
      execute(writer, upsertOfTheSecond());
      writer.commit();
      Connection deleter = deletion.contains("wide") ? second(form) : other;
      execute(deleter, deletion);
      Future<?> waiting =
          thread.submit(
              () -> {
                execute(writer, upsertOfTheSecond());
                return null;
              });
      await();
      deleter.commit();
      assertThatThrownBy(waiting::get)
          .as(deletion)
          .isInstanceOf(ExecutionException.class)
          .extracting("cause.SQLState")
          .isEqualTo("23503");
      writer.rollback();
      assertThat(bank.value("SELECT count(*) FROM accounts WHERE id = " + KEY)).isEqualTo(0L);
    }
  }

  /**
   * Its snapshot shows the row that another transaction has deleted, and the one it has inserted.
   */
  @ParameterizedTest
  @EnumSource(names = {"DECOMPOSITION", "JOIN"})
  void aRowOfTheSnapshotIsNotTakenForOnesOwn(Form form) throws Exception {
    open(form);
    writer.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    execute(writer, "SELECT FROM accounts_wide WHERE id = 1");
    execute(other, "DELETE FROM accounts WHERE id = " + KEY);
    other.commit();
    assertThatThrownBy(
            () -> {
              execute(writer, upsertOfTheFirst());
              execute(writer, upsertOfTheSecond());
            })
        .isInstanceOf(SQLException.class)
        .extracting("SQLState")
        .isEqualTo("40001");
    writer.rollback();
    execute(writer, upsertOfTheFirst());
    execute(writer, upsertOfTheSecond());
    writer.commit();
    assertThat(bank.value(form.differences())).isEqualTo(0L);
  }

  private Connection second(Form form) throws Exception {
    other.close();
    String url = CopyUnderLoadTest.url(database, form, folder);
    other = DriverManager.getConnection(url + form.speaks().opposite().word());
    other.setAutoCommit(false);
    return other;
  }

  private static String upsertOfTheFirst() {
    return "INSERT INTO accounts_wide (id, owner, full_name) VALUES (%d, 1, 'new')".formatted(KEY)
        + " ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name";
  }

  private static String upsertOfTheSecond() {
    return "INSERT INTO accounts_money (id, balance) VALUES (%d, 1)".formatted(KEY)
        + " ON CONFLICT (id) DO UPDATE SET balance = EXCLUDED.balance";
  }

  private void await() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (bank.value(WAITING).equals(0L)) {
      assertThat(System.nanoTime()).as("somebody waits").isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
