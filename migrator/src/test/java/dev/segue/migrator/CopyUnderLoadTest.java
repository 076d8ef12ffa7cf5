package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Eight writers on the same few thousand keys, while their table is copied, split, decomposed or
 * joined from others, read from the new one, given up and taken back: after each step both shapes
 * are equal, whatever ran beside it.
 *
 * <p>{@code -Dsegue.stress.statements=1000000} is the long form.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class CopyUnderLoadTest {

  private static final int WRITERS = 8;
  private static final long STATEMENTS = Long.getLong("segue.stress.statements", 50_000);

  private static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        accounts-wide:
          table: %s
          %s
          sticky: transaction
          rename: { %s }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
      """;

  private static final String ONE_TABLE =
      """
      CREATE TABLE accounts (id int PRIMARY KEY, owner int NOT NULL, name text, balance numeric(12,2));
      INSERT INTO accounts SELECT i, i %% 50, 'n' || i, i FROM generate_series(1, %d, 2) i;
      ANALYZE accounts""";

  private static final String TWO_TABLES =
      """
      CREATE TABLE accounts_wide (id int PRIMARY KEY, owner int NOT NULL, full_name text);
      CREATE TABLE accounts_money (id int PRIMARY KEY, balance numeric(12,2));
      INSERT INTO accounts_wide SELECT i, i %% 50, 'n' || i FROM generate_series(1, %1$d, 2) i;
      INSERT INTO accounts_money SELECT i, i FROM generate_series(1, %1$d, 2) i;
      ANALYZE accounts_wide, accounts_money""";

  /** What becomes of the table. */
  enum Form {
    COPY(
        Shape.OLD,
        ONE_TABLE,
        RULES.formatted("accounts", "copy: { to: accounts_wide }", "name: full_name"),
        """
        SELECT count(*) FROM accounts o FULL JOIN accounts_wide n ON n.id = o.id
        WHERE (o.id, o.owner, o.name, o.balance)
          IS DISTINCT FROM (n.id, n.owner, n.full_name, n.balance)""",
        Set.of(),
        STATEMENTS),

    /**
     * Where a row's key changes, it may move to another part. Every second writer names the parts.
     */
    SPLIT(
        Shape.OLD,
        ONE_TABLE,
        RULES.formatted(
            "accounts",
            "split-rows: { to: accounts_wide, range: id, parts: [{ to: accounts_low, below: \"1500\" },"
                + " { to: accounts_mid, from: \"1500\", below: \"3000\" }, { to: accounts_high }] }",
            "name: full_name"),
        """
        SELECT count(*) FROM accounts o FULL JOIN (
          SELECT *, 0 AS low, 1500 AS high FROM accounts_low
          UNION ALL SELECT *, 1500, 3000 FROM accounts_mid
          UNION ALL SELECT *, 3000, 1000000 FROM accounts_high) n ON n.id = o.id
        WHERE (o.id, o.owner, o.name, o.balance)
          IS DISTINCT FROM (n.id, n.owner, n.full_name, n.balance)
          OR n.id < n.low OR n.id >= n.high""",
        Set.of(),
        STATEMENTS * 2 / 5),

    /**
     * Every second writer names the parts. Where these lead, and by those writers, an update of the
     * key is refused.
     */
    DECOMPOSITION(
        Shape.OLD,
        ONE_TABLE,
        RULES.formatted(
            "accounts",
            "decompose: [{ to: accounts_wide }, { to: accounts_money, columns: [balance] }]",
            "name: full_name"),
        """
        SELECT count(*) FROM accounts o FULL JOIN accounts_wide n ON n.id = o.id
        FULL JOIN accounts_money m ON m.id = coalesce(o.id, n.id)
        WHERE (o.id, o.id, o.owner, o.name, o.balance)
          IS DISTINCT FROM (n.id, m.id, n.owner, n.full_name, m.balance)""",
        Set.of("0A000"),
        STATEMENTS * 2 / 5),

    /** The same the other way round. */
    JOIN(
        Shape.NEW,
        TWO_TABLES,
        RULES.formatted(
            "accounts_wide", "join: { with: [accounts_money], to: accounts }", "full_name: name"),
        """
        SELECT count(*) FROM accounts n FULL JOIN accounts_wide o ON o.id = n.id
        FULL JOIN accounts_money m ON m.id = coalesce(n.id, o.id)
        WHERE (n.id, n.id, n.owner, n.name, n.balance)
          IS DISTINCT FROM (o.id, m.id, o.owner, o.full_name, m.balance)""",
        Set.of("0A000"),
        STATEMENTS * 2 / 5);

    private final Shape speaks;
    private final String tables;
    private final String rules;
    private final String differences;
    private final Set<String> refusals;
    private final long statements;

    Form(
        Shape speaks,
        String tables,
        String rules,
        String differences,
        Set<String> refusals,
        long statements) {
      this.speaks = speaks;
      this.tables = tables.formatted(AccountWriter.KEYS);
      this.rules = rules;
      this.differences = differences;
      this.refusals = refusals;
      this.statements = statements;
    }

    /** What those speak who know one table. */
    Shape speaks() {
      return speaks;
    }

    /** Counts the rows that are not the same in both shapes. */
    String differences() {
      return differences;
    }
  }

  private final TestDatabase database;

  CopyUnderLoadTest(TestDatabase database) {
    this.database = database;
  }

  private static final class Bank extends OperatorBench {

    private final Form form;
    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);
    private final AtomicLong statements = new AtomicLong();

    Bank(TestDatabase database, Form form) {
      super(
          database,
          """
          DROP SCHEMA IF EXISTS segue CASCADE;
          DROP TABLE IF EXISTS accounts, accounts_wide, accounts_money;
          """
              + form.tables,
          form.rules);
      this.form = form;
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
        assertThat(value(form.differences)).as("rows that differ").isEqualTo(0L);
      } finally {
        gate.writeLock().unlock();
      }
    }
  }

  /** The tables of a form, before anything has been done to them. */
  static OperatorBench bank(TestDatabase database, Form form) {
    return new Bank(database, form);
  }

  /** To its end the shape is added that is spoken. */
  static String url(TestDatabase database, Form form, Path folder) throws IOException {
    Path rules = Files.writeString(folder.resolve("segue.yaml"), form.rules);
    String url = database.segueUrl();
    return url
        + (url.contains("?") ? "&" : "?")
        + "segue.config="
        + rules.toUri().getPath()
        + "&segue.speaks=";
  }

  private static AccountWriter writer(Form form, String url, int number, Bank bank) {
    return new AccountWriter(
        url + form.speaks.word(), number, bank.gate.readLock(), bank.statements, form.refusals);
  }

  /** One that names the parts, where there are any in the other shape. */
  private static AccountWriter secondWriter(Form form, String url, int number, Bank bank) {
    String other = url + form.speaks.opposite().word();
    return switch (form) {
      case SPLIT -> new SplitWriter(other, number, bank.gate.readLock(), bank.statements);
      case DECOMPOSITION, JOIN ->
          new PartWriter(other, number, bank.gate.readLock(), bank.statements, form.refusals);
      case COPY -> writer(form, url, number, bank);
    };
  }

  @ParameterizedTest
  @EnumSource
  void bothShapesAreEqualAfterEachStep(Form form, @TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    String url = url(database, form, folder);
    List<AccountWriter> writers = new ArrayList<>();
    List<Future<?>> running = new ArrayList<>();
    try (Bank bank = new Bank(database, form)) {
      Migration migration = bank.migration();
      bank.expansion().run(migration, bank);
      for (int i = 0; i < WRITERS; i++) {
        AccountWriter writer =
            i % 2 == 1 ? secondWriter(form, url, i, bank) : writer(form, url, i, bank);
        writers.add(writer);
        running.add(threads.submit(writer));
      }
      long step = form.statements / 10;
      for (int round = 0; round < 2; round++) {
        bank.flag(migration, FlagKind.WRITE_NEW, 100);
        bank.backfill(migration, Direction.UP);
        bank.compare((4L * round + 1) * step);
        assertThat(bank.verify(migration, Direction.UP).clean()).isTrue();
        bank.flag(migration, FlagKind.READ_NEW, 50);
        bank.compare((4L * round + 2) * step);
        bank.flag(migration, FlagKind.READ_NEW, 100);
        bank.compare((4L * round + 3) * step);
        bank.flag(migration, FlagKind.RETIRE_OLD, 100);
        while (bank.statements.get() < (4L * round + 4) * step) {
          Thread.sleep(20);
        }
        // The way back: the new table leads, until the old one has caught up.
        bank.flag(migration, FlagKind.RETIRE_OLD, 0);
        bank.backfill(migration, Direction.DOWN);
        bank.compare((4L * round + 4) * step);
        assertThat(bank.verify(migration, Direction.DOWN).clean()).isTrue();
        bank.flag(migration, FlagKind.READ_NEW, 0);
        bank.compare((4L * round + 5) * step);
        bank.flag(migration, FlagKind.WRITE_NEW, 0);
      }
      while (bank.statements.get() < form.statements) {
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
