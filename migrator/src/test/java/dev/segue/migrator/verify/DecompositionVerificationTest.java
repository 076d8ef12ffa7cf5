package dev.segue.migrator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.Club;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
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

/** Comparing one table with several. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class DecompositionVerificationTest {

  private static final List<String> ID = List.of("id");

  private final TestDatabase database;
  private Club club;

  DecompositionVerificationTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void fill() {
    club = new Club(database);
    club.writeBoth();
    club.backfill(club.members, Direction.UP);
  }

  @AfterEach
  void close() {
    club.close();
  }

  private Verification.Outcome up() {
    return club.verify(club.members, Direction.UP);
  }

  @Test
  void tablesThatHaveWhatTheyTakeAreClean() {
    assertThat(up()).isEqualTo(new Verification.Outcome(ID, 700, 0, 0, 0, List.of(), true));
    assertThat(club.context.evidenceOf(club.members).verifiedClean()).isTrue();
  }

  @Test
  void aRowCountsOnceInHoweverManyTablesItIsWrong() {
    database.execute(
        """
        DELETE FROM member_profiles WHERE id IN (3, 4);
        DELETE FROM member_core WHERE id = 3;
        UPDATE member_accounts SET balance_cents = balance_cents + 1 WHERE id IN (4, 5);
        UPDATE member_core SET name = 'x' WHERE id = 5;
        UPDATE member_profiles SET nickname = NULL WHERE id = 6;
        INSERT INTO member_core (id, mail) VALUES (9000, 'left'), (9001, 'left too');
        INSERT INTO member_profiles VALUES (9000), (9002);
        INSERT INTO member_accounts VALUES (9000, 1)""");

    assertThat(up())
        .isEqualTo(
            new Verification.Outcome(
                ID,
                700,
                7,
                2,
                3,
                List.of(
                    List.of("3"),
                    List.of("4"),
                    List.of("5"),
                    List.of("6"),
                    List.of("9000"),
                    List.of("9001"),
                    List.of("9002")),
                true));
    assertThat(club.context.evidenceOf(club.members).verifiedClean()).isFalse();
  }

  @Test
  void whatNoMigrationKnowsOfIsNotCompared() {
    database.execute("UPDATE member_accounts SET note = 'x' WHERE id = 5");

    assertThat(up().clean()).isTrue();
  }

  @Test
  void comparesTheOtherWayRoundAndFindsRowsThatArePartOnly() {
    club.walkToNew();
    club.context.registry().shapeLeft(club.members.id(), Shape.OLD);
    club.flag(club.members, FlagKind.RETIRE_OLD, 0);
    database.execute(
        """
        DELETE FROM member_core WHERE id = 3;
        DELETE FROM member_profiles WHERE id IN (3, 4);
        UPDATE member_profiles SET bio = 'x' WHERE id = 5;
        DELETE FROM members WHERE id = 6;
        INSERT INTO member_profiles VALUES (9000)""");

    assertThat(club.verify(club.members, Direction.DOWN))
        .isEqualTo(
            new Verification.Outcome(
                ID,
                699,
                5,
                1,
                1,
                List.of(List.of("5"), List.of("6"), List.of("3"), List.of("4"), List.of("9000")),
                true));
  }

  @Test
  void whatIsWrittenMeanwhileIsNoDifference() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Long>> applications =
          List.of(threads.submit(() -> writeUntil(over)), threads.submit(() -> writeUntil(over)));
      for (int i = 0; i < 8; i++) {
        assertThat(up().keys()).isEmpty();
      }
      over.set(true);
      long written = 0;
      for (Future<Long> application : applications) {
        written += application.get();
      }
      assertThat(written).isGreaterThan(20);
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private long writeUntil(AtomicBoolean over) throws SQLException {
    long rows = 0;
    try (Connection connection = database.connect();
        PreparedStatement update = connection.prepareStatement(Club.UPDATE_BOTH);
        PreparedStatement delete = connection.prepareStatement(Club.DELETE_BOTH)) {
      while (!over.get()) {
        update.setInt(1, ThreadLocalRandom.current().nextInt(1000));
        update.setInt(2, ThreadLocalRandom.current().nextInt(1, 701));
        rows += update.executeUpdate();
        delete.setInt(1, ThreadLocalRandom.current().nextInt(1, 701));
        rows += delete.executeUpdate();
      }
    }
    return rows;
  }
}
