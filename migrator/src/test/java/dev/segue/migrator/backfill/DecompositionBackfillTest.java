package dev.segue.migrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.Club;
import dev.segue.migrator.Progress;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Filling several tables from one, and one from several, while all are written. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class DecompositionBackfillTest {

  private final TestDatabase database;
  private Club club;

  DecompositionBackfillTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void writeBoth() {
    club = new Club(database);
    club.writeBoth();
  }

  @AfterEach
  void close() {
    club.close();
  }

  private Backfill.Outcome run(Progress progress) {
    return new Backfill(club.context)
        .run(club.members, Direction.UP, BackfillOptions.DEFAULT, progress);
  }

  @Test
  void fillsEveryTableAndWritesNoRowTwice() {
    assertThat(run(club)).isEqualTo(new Backfill.Outcome(700, 2100, 0));
    assertThat(club.value(Club.DIFFERENT)).isEqualTo(0L);
    String versions =
        """
        SELECT id, c.ctid::text, p.ctid::text, a.ctid::text FROM member_core c
        JOIN member_profiles p USING (id) JOIN member_accounts a USING (id)""";
    List<List<Object>> before = database.rows(versions);

    assertThat(run(club)).isEqualTo(new Backfill.Outcome(700, 0, 0));
    assertThat(database.rows(versions)).isEqualTo(before);
  }

  @Test
  void mendsEachTableByItself() {
    run(club);
    database.execute(
        """
        UPDATE member_accounts SET note = 'kept';
        UPDATE member_core SET mail = 'stale' WHERE id = 3;
        UPDATE member_profiles SET nickname = NULL WHERE id IN (3, 4);
        DELETE FROM member_accounts WHERE id = 5;
        INSERT INTO member_profiles VALUES (9000, 'left over');
        INSERT INTO member_core (id, mail) VALUES (9001, 'left over');
        INSERT INTO member_accounts VALUES (9001, 1)""");

    assertThat(run(club)).isEqualTo(new Backfill.Outcome(700, 4, 3));
    assertThat(club.value(Club.DIFFERENT)).isEqualTo(0L);
    assertThat(club.value("SELECT count(*) FROM member_accounts WHERE note = 'kept'"))
        .isEqualTo(699L);
    assertThat(club.said)
        .contains("1 row of public.member_profiles had no row in public.members, and went");
  }

  @Test
  void aBatchIsInAllTablesOrInNone() {
    Progress stopsAfterOneBatch =
        new Progress() {
          @Override
          public void rows(long done, long total) {
            if (done > 0) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThatThrownBy(() -> run(stopsAfterOneBatch)).hasMessage("stopped");
    Object done = club.value("SELECT rows_seen FROM segue.backfill");
    for (String table : List.of("member_core", "member_profiles", "member_accounts")) {
      assertThat(club.value("SELECT count(*) FROM " + table)).as(table).isEqualTo(done);
    }

    assertThat(run(club).rows()).isEqualTo(700);
    assertThat(club.value(Club.DIFFERENT)).isEqualTo(0L);
  }

  @Test
  void allTablesAreTheSameInTheEndWhateverIsWrittenMeanwhile() throws Exception {
    moreMembers();
    long written =
        whileWritten(
            this::writeOldLeads,
            i -> {
              database.execute(
                  "DELETE FROM member_profiles WHERE %d IN (id %% 3, id / 500 %% 3)".formatted(i));
              assertThat(run(club).rows()).isBetween(4_000L, 7_000L);
            });
    assertThat(written).as("rows that the applications met").isGreaterThan(300);
    assertThat(club.value(Club.DIFFERENT)).isEqualTo(0L);
    assertThat(club.verify(club.members, Direction.UP).clean()).isTrue();
  }

  @Test
  void theWayBackIsTheSameInTheEndWhateverIsWrittenMeanwhile() throws Exception {
    moreMembers();
    goBack();
    long written =
        whileWritten(
            this::writeNewLeads,
            i -> {
              database.execute(
                  "DELETE FROM members WHERE %d IN (id %% 3, id / 500 %% 3)".formatted(i));
              assertThat(club.backfill(club.members, Direction.DOWN).rows())
                  .isBetween(4_000L, 7_000L);
            });
    assertThat(written).as("rows that the applications met").isGreaterThan(300);
    assertThat(club.value(Club.DIFFERENT)).isEqualTo(0L);
    assertThat(club.verify(club.members, Direction.DOWN).clean()).isTrue();
  }

  @Test
  void theWayBackTakesOverWhatWasWrittenAndWhatWasDeleted() {
    goBack();
    database.execute(
        """
        DELETE FROM member_profiles WHERE id <= 10;
        DELETE FROM member_core WHERE id <= 10;
        UPDATE member_profiles SET nickname = 'changed' WHERE id = 11;
        UPDATE member_accounts SET balance_cents = 1250 WHERE id = 12;
        INSERT INTO member_core (id, name, mail) VALUES (701, 'Ada', 'ada@example.org');
        INSERT INTO member_profiles VALUES (701, 'counts');
        INSERT INTO member_accounts VALUES (701, 99)""");

    assertThat(club.backfill(club.members, Direction.DOWN))
        .isEqualTo(new Backfill.Outcome(691, 3, 10));
    assertThat(club.value(Club.DIFFERENT)).isEqualTo(0L);
    assertThat(database.rows("SELECT name, bio, balance FROM members WHERE id = 701"))
        .containsExactly(List.of("Ada", "counts", new BigDecimal("0.99")));
    assertThat(club.verify(club.members, Direction.DOWN).clean()).isTrue();
    club.flag(club.members, FlagKind.READ_NEW, 0);
  }

  @Test
  void theWayBackFillsATableThatHasNothing() {
    goBack();
    database.execute("DELETE FROM members; DELETE FROM member_profiles WHERE id = 5");

    assertThat(club.backfill(club.members, Direction.DOWN))
        .isEqualTo(new Backfill.Outcome(700, 699, 0));
    assertThat(club.value("SELECT count(*) FROM members WHERE id = 5")).isEqualTo(0L);
    database.execute("DELETE FROM member_core WHERE id = 5");
    assertThat(club.value(Club.DIFFERENT)).isEqualTo(0L);
  }

  @Test
  void aRowThatAPartIsMissingOfIsNeitherTakenOverNorDeleted() {
    goBack();
    database.execute(
        """
        DELETE FROM member_profiles WHERE id IN (3, 4);
        UPDATE member_core SET name = 'changed' WHERE id = 3;
        DELETE FROM members WHERE id = 4""");

    assertThat(club.backfill(club.members, Direction.DOWN))
        .isEqualTo(new Backfill.Outcome(700, 0, 0));
    assertThat(database.rows("SELECT name FROM members WHERE id IN (3, 4)"))
        .containsExactly(List.of("name 3"));
    assertThat(club.verify(club.members, Direction.DOWN).keys())
        .containsExactly(List.of("3"), List.of("4"));
  }

  /** Both are written, and the old table is the one to be filled. */
  private void goBack() {
    club.walkToNew();
    club.context.registry().shapeLeft(club.members.id(), Shape.OLD);
    club.flag(club.members, FlagKind.RETIRE_OLD, 0);
  }

  private void moreMembers() {
    database.execute(
        """
        INSERT INTO members (name, mail, balance)
        SELECT 'name', i || '@example.org', i FROM generate_series(701, 5000) i;
        ANALYZE members""");
  }

  private interface Writer {
    long until(AtomicBoolean over) throws SQLException;
  }

  private interface Round {
    void run(int number);
  }

  /** Three rounds, while three applications write; gives how many rows those met. */
  private static long whileWritten(Writer writer, Round round) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    long written = 0;
    try {
      List<Future<Long>> applications = new ArrayList<>();
      Callable<Long> application = () -> writer.until(over);
      for (int i = 0; i < 3; i++) {
        applications.add(threads.submit(application));
      }
      for (int i = 0; i < 3; i++) {
        round.run(i);
      }
      over.set(true);
      for (Future<Long> each : applications) {
        written += each.get();
      }
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
    return written;
  }

  /** Few enough that the threads meet at the same rows. */
  private static int anyId() {
    return ThreadLocalRandom.current().nextInt(1, 5_001) / 50 * 50 + 1;
  }

  private long writeOldLeads(AtomicBoolean over) throws SQLException {
    long rows = 0;
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(Club.INSERT_BOTH);
        PreparedStatement update = connection.prepareStatement(Club.UPDATE_BOTH);
        PreparedStatement delete = connection.prepareStatement(Club.DELETE_BOTH)) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      while (!over.get()) {
        int id = anyId();
        BigDecimal balance = BigDecimal.valueOf(random.nextInt(100_000), 2);
        switch (random.nextInt(3)) {
          case 0 -> {
            insert.setInt(1, id);
            insert.setString(2, String.valueOf(id));
            insert.setBigDecimal(3, balance);
            rows += insert.executeUpdate();
          }
          case 1 -> {
            update.setBigDecimal(1, balance);
            update.setInt(2, id);
            rows += update.executeUpdate();
          }
          default -> {
            delete.setInt(1, id);
            rows += delete.executeUpdate();
          }
        }
      }
    }
    return rows;
  }

  /**
   * Locks the old row and the parts of the new one, writes some of these, and the old one then.
   *
   * <p>Where there is no old row yet, one writer begins with the parts; once the backfill has made
   * it, the next one begins with that. Such two may wait for each other: one of them tries again
   * (docs/limits.md).
   */
  private long writeNewLeads(AtomicBoolean over) throws SQLException {
    long rows = 0;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!over.get()) {
        try {
          rows += writeNewLeads(statement);
          connection.commit();
        } catch (SQLException e) {
          connection.rollback();
          if (!DEADLOCK.equals(e.getSQLState())) {
            throw e;
          }
        }
      }
    }
    return rows;
  }

  private static long writeNewLeads(Statement statement) throws SQLException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int id = anyId();
    int cents = random.nextInt(100_000);
    statement.execute("SELECT FROM members WHERE id = %d FOR UPDATE".formatted(id));
    statement.execute("SELECT FROM member_core WHERE id = %d FOR UPDATE".formatted(id));
    return statement.executeUpdate(
        switch (random.nextInt(3)) {
          case 0 ->
              """
                      WITH w AS (
                        INSERT INTO member_core (id, name, mail)
                        VALUES (%1$d, 'new', '%1$d@example.org') ON CONFLICT DO NOTHING RETURNING *),
                      p AS (INSERT INTO member_profiles SELECT id, 'new bio' FROM w RETURNING *),
                      a AS (INSERT INTO member_accounts SELECT id, %2$d FROM w RETURNING *)
                      """
                      .formatted(id, cents)
                  + OLD_FOLLOWS;
          case 1 ->
              """
                      WITH w AS (
                        UPDATE member_core SET name = substr('.' || name, 1, 40)
                        WHERE id = %1$d RETURNING *),
                      p AS (SELECT * FROM member_profiles WHERE id = %1$d),
                      a AS (UPDATE member_accounts SET balance_cents = %2$d WHERE id = %1$d RETURNING *)
                      """
                      .formatted(id, cents)
                  + OLD_FOLLOWS;
          default ->
              """
                      WITH w AS (DELETE FROM member_core WHERE id = %1$d RETURNING id),
                      p AS (DELETE FROM member_profiles USING w WHERE member_profiles.id = w.id),
                      a AS (DELETE FROM member_accounts USING w WHERE member_accounts.id = w.id)
                      DELETE FROM members USING w WHERE members.id = w.id
                      """
                  .formatted(id);
        });
  }

  private static final String DEADLOCK = "40P01";

  private static final String OLD_FOLLOWS =
      """
      INSERT INTO members AS o (id, bio, name, nick, mail, iban, town, balance) OVERRIDING SYSTEM VALUE
      SELECT w.id, p.bio, w.name, p.nickname, w.mail, a.iban, w.town, a.balance_cents / 100.0
      FROM w JOIN p ON p.id = w.id JOIN a ON a.id = w.id
      ON CONFLICT (id) DO UPDATE SET bio = EXCLUDED.bio, name = EXCLUDED.name,
        nick = EXCLUDED.nick, mail = EXCLUDED.mail, iban = EXCLUDED.iban, town = EXCLUDED.town,
        balance = EXCLUDED.balance""";
}
