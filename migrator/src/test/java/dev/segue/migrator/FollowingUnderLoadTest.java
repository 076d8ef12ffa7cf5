package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight writers on the same few thousand keys, while their table is copied by triggers, read from
 * the copy, given up and taken back: after each step both tables are equal, whatever ran beside it.
 * Every other writer does not know Segue: it writes the old table, and the new one from the moment
 * on at which everybody reads that.
 *
 * <p>{@code -Dsegue.stress.statements=1000000} is the long form.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class FollowingUnderLoadTest {

  private static final int WRITERS = 8;
  private static final long STATEMENTS = Long.getLong("segue.stress.statements", 20_000);

  private static final String DIFFERENCES =
      """
      SELECT count(*) FROM accounts o FULL JOIN accounts_wide n ON n.id = o.id
      WHERE (o.id, o.owner, o.name, o.balance)
        IS DISTINCT FROM (n.id, n.owner, n.full_name, n.balance)""";

  private final TestDatabase database;

  FollowingUnderLoadTest(TestDatabase database) {
    this.database = database;
  }

  private static final class Bank extends OperatorBench {

    private static final String RULES =
        """
        segue: 1
        flags: database
        migrations:
          accounts-wide:
            table: accounts
            write-mode: trigger
            copy:
              to: accounts_wide
              create: |
                CREATE TABLE public.accounts_wide (
                  id bigint PRIMARY KEY, owner int NOT NULL, full_name text, balance numeric(12,2))
                  PARTITION BY HASH (id);
                CREATE TABLE public.accounts_0 PARTITION OF public.accounts_wide
                  FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE public.accounts_1 PARTITION OF public.accounts_wide
                  FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            sticky: transaction
            rename: { name: full_name }
            columns:
              - old: { id: integer }
                new: { id: bigint }
                up: { id: "id::bigint" }
                down: { id: "id::integer" }
                monotonic: true
        """;

    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);
    private final AtomicLong statements = new AtomicLong();

    Bank(TestDatabase database) {
      super(
          database,
          """
          DROP SCHEMA IF EXISTS segue CASCADE;
          DROP TABLE IF EXISTS accounts, accounts_wide;
          CREATE TABLE accounts (id int PRIMARY KEY, owner int NOT NULL, name text, balance numeric(12,2));
          INSERT INTO accounts SELECT i, i %% 50, 'n' || i, i FROM generate_series(1, %d, 2) i;
          ANALYZE accounts"""
              .formatted(AccountWriter.KEYS),
          RULES);
      patient();
      ageControlTables();
    }

    Migration migration() {
      return context.migration("accounts-wide");
    }

    /** Lets the writers come so far, and then compares the two tables while nobody writes. */
    void compare(long until) throws InterruptedException {
      while (statements.get() < until) {
        Thread.sleep(20);
      }
      gate.writeLock().lock();
      try {
        assertThat(value(DIFFERENCES)).as("rows that differ").isEqualTo(0L);
      } finally {
        gate.writeLock().unlock();
      }
    }
  }

  /** Lets those write so that do not know Segue, all of them at once. */
  private static void speak(Bank bank, List<AccountWriter> writers, UnaryOperator<String> form) {
    bank.gate.writeLock().lock();
    try {
      for (int i = 1; i < writers.size(); i += 2) {
        writers.get(i).speak(form);
      }
    } finally {
      bank.gate.writeLock().unlock();
    }
  }

  private static String ofNewTable(String sql) {
    return sql.replace("accounts", "accounts_wide").replaceAll("\\bname\\b", "full_name");
  }

  @Test
  void bothTablesAreEqualAfterEachStep(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    Path rules = Files.writeString(folder.resolve("segue.yaml"), Bank.RULES);
    String url = database.segueUrl();
    url += (url.contains("?") ? "&" : "?") + "segue.config=" + rules.toUri().getPath();
    List<AccountWriter> writers = new ArrayList<>();
    List<Future<?>> running = new ArrayList<>();
    try (Bank bank = new Bank(database)) {
      Migration migration = bank.migration();
      bank.expansion().run(migration, bank);
      for (int i = 0; i < WRITERS; i++) {
        String path = i % 2 == 0 ? url : database.url();
        AccountWriter writer = new AccountWriter(path, i, bank.gate.readLock(), bank.statements);
        writers.add(writer);
        running.add(threads.submit(writer));
      }
      long step = STATEMENTS / 10;
      for (int round = 0; round < 2; round++) {
        bank.flag(migration, FlagKind.WRITE_NEW, 100);
        bank.backfill(migration, Direction.UP);
        bank.compare((4L * round + 1) * step);
        assertThat(bank.verify(migration, Direction.UP).clean()).isTrue();
        bank.flag(migration, FlagKind.READ_NEW, 50);
        bank.compare((4L * round + 2) * step);
        bank.flag(migration, FlagKind.READ_NEW, 100);
        bank.compare((4L * round + 3) * step);
        speak(bank, writers, FollowingUnderLoadTest::ofNewTable);
        bank.compare((4L * round + 3) * step + step / 2);
        bank.flag(migration, FlagKind.RETIRE_OLD, 100);
        while (bank.statements.get() < (4L * round + 4) * step) {
          Thread.sleep(20);
        }
        // The way back: the new table leads, until the old one has caught up.
        bank.flag(migration, FlagKind.RETIRE_OLD, 0);
        bank.backfill(migration, Direction.DOWN);
        bank.compare((4L * round + 4) * step);
        assertThat(bank.verify(migration, Direction.DOWN).clean()).isTrue();
        speak(bank, writers, UnaryOperator.identity());
        bank.flag(migration, FlagKind.READ_NEW, 0);
        bank.compare((4L * round + 5) * step);
        bank.flag(migration, FlagKind.WRITE_NEW, 0);
      }
      while (bank.statements.get() < STATEMENTS) {
        Thread.sleep(20);
      }
      writers.forEach(AccountWriter::stop);
      for (Future<?> writer : running) {
        writer.get();
      }
      System.out.printf(
          "%,d statements of %d writers, %,d of them refused by the database as they might be%n",
          bank.statements.get(), WRITERS, writers.stream().mapToLong(AccountWriter::refused).sum());
    } finally {
      writers.forEach(AccountWriter::stop);
      threads.shutdownNow();
    }
  }
}
