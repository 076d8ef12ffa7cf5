package dev.segue.migrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A row of several tables that an application is writing when the backfill comes to it. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class DecompositionRaceTest {

  private final TestDatabase database;
  private Club club;

  DecompositionRaceTest(TestDatabase database) {
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

  private interface Write {
    void by(Connection application) throws SQLException;
  }

  /** Has an application write when the first batch begins, and commit when that waits for it. */
  private void backfillMeets(Direction direction, Write write) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection application = database.connect()) {
      application.setAutoCommit(false);
      Progress writesAtTheBegin =
          new Progress() {
            @Override
            public void rows(long done, long total) {
              if (done == 0) {
                try {
                  write.by(application);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              }
            }
          };
      Future<Backfill.Outcome> outcome =
          thread.submit(
              () ->
                  new Backfill(club.context)
                      .run(club.members, direction, BackfillOptions.DEFAULT, writesAtTheBegin));
      long deadline = System.nanoTime() + 30_000_000_000L;
      while (club.value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals(0L)) {
        assertThat(System.nanoTime()).as("somebody comes to the row").isLessThan(deadline);
      }
      application.commit();
      assertThat(outcome.get().rows()).isEqualTo(700);
    } finally {
      thread.shutdownNow();
    }
    assertThat(club.value(Club.DIFFERENT)).isEqualTo(0L);
  }

  private static void updateBoth(Connection application) throws SQLException {
    try (PreparedStatement update = application.prepareStatement(Club.UPDATE_BOTH)) {
      update.setInt(1, 77);
      update.setInt(2, 5);
      assertThat(update.executeUpdate()).isOne();
    }
  }

  @Test
  void aRowThatNoTableHasYet() throws Exception {
    backfillMeets(Direction.UP, DecompositionRaceTest::updateBoth);

    assertThat(database.rows("SELECT balance_cents FROM member_accounts WHERE id = 5"))
        .containsExactly(List.of(7700L));
  }

  @Test
  void aRowThatIsStaleInOneTable() throws Exception {
    club.backfill(club.members, Direction.UP);
    database.execute("UPDATE member_profiles SET nickname = 'stale' WHERE id = 5");
    backfillMeets(Direction.UP, DecompositionRaceTest::updateBoth);

    assertThat(database.rows("SELECT nickname FROM member_profiles WHERE id = 5"))
        .containsExactly(List.of("changed"));
  }

  @Test
  void aRowWhoseTablesAreAllWrittenOnTheWayBack() throws Exception {
    club.walkToNew();
    club.context.registry().shapeLeft(club.members.id(), Shape.OLD);
    club.flag(club.members, FlagKind.RETIRE_OLD, 0);
    database.execute("UPDATE members SET mail = 'stale' WHERE id = 5");
    backfillMeets(
        Direction.DOWN,
        application -> {
          try (Statement statement = application.createStatement()) {
            statement.execute("SELECT FROM members WHERE id = 5 FOR UPDATE");
            statement.execute(
                """
                WITH c AS (UPDATE member_core SET name = 'changed' WHERE id = 5 RETURNING *),
                p AS (UPDATE member_profiles SET bio = 'changed' WHERE id = 5 RETURNING *),
                a AS (UPDATE member_accounts SET balance_cents = 7700 WHERE id = 5 RETURNING *)
                INSERT INTO members AS o (id, bio, name, nick, mail, iban, town, balance) OVERRIDING SYSTEM VALUE
                SELECT id, bio, name, nickname, mail, iban, town, balance_cents / 100.0
                FROM c JOIN p USING (id) JOIN a USING (id)
                ON CONFLICT (id) DO UPDATE SET bio = EXCLUDED.bio, name = EXCLUDED.name,
                  mail = EXCLUDED.mail, balance = EXCLUDED.balance""");
          }
        });

    assertThat(database.rows("SELECT name, bio, mail, balance FROM members WHERE id = 5"))
        .containsExactly(List.of("changed", "changed", "5@example.org", new BigDecimal("77.00")));
  }
}
