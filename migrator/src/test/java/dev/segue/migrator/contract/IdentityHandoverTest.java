package dev.segue.migrator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.migrator.Club;
import dev.segue.migrator.table.LockedChange;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An identity column's sequence, replaced under those who draw from it. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class IdentityHandoverTest {

  private static final int CLIENTS = 4;

  private final TestDatabase database;
  private Club club;

  IdentityHandoverTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void walkToNew() {
    club = new Club(database);
    club.writeBoth();
    club.walkToNew();
  }

  @AfterEach
  void close() {
    club.close();
  }

  /** The name is looked up long before the number is drawn. */
  @Test
  void whoDrawsByNameMeanwhileGetsNumbersThatNobodyElseGets() throws Exception {
    String draw = "SELECT nextval('members_id_seq') FROM pg_sleep(0.3)";
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch drawing = new CountDownLatch(CLIENTS);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<Long>>> drawn = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        drawn.add(
            clients.submit(
                () -> {
                  List<Long> numbers = new ArrayList<>();
                  try (Connection connection = DriverManager.getConnection(database.url());
                      Statement statement = connection.createStatement()) {
                    while (!over.get()) {
                      numbers.add(number(statement, draw));
                      drawing.countDown();
                    }
                  }
                  return numbers;
                }));
      }
      drawing.await();
      club.contract(club.members);
      over.set(true);

      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> one : drawn) {
        all.addAll(one.get());
      }
      assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(CLIENTS);
    } finally {
      over.set(true);
      clients.shutdown();
    }
  }

  /** Applications of the old shape go by the catalog, which shows the old table still. */
  @Test
  void theDriverDrawsFromTheOtherSequenceAtOnce(@TempDir Path directory) throws Exception {
    Path rules = Files.writeString(directory.resolve("segue.yaml"), Club.RULES);
    TableRemoval removal = TableRemoval.of(club.context, club.members);
    try (Connection connection = club.context.connect()) {
      removal.remember(connection);
      removal.handOverIdentities(connection, LockedChange.DEFAULT, club);
    }

    String url = database.segueUrl() + (database.segueUrl().contains("?") ? "&" : "?");
    try (Connection connection = DriverManager.getConnection(url + "segue.config=" + rules);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO members (mail) VALUES ('a')");
    }
    assertThat(club.value("SELECT max(id) FROM member_core")).isEqualTo(701L + club.stretch());
    assertThat(club.contract(club.members)).containsExactly("public.members");
  }

  @Test
  void theStretchIsHalfOfWhatIsLeftAtTheMost() {
    club.execute(
        "SELECT setval('members_id_seq', 32757); ALTER SEQUENCE members_id_seq MAXVALUE 32767");

    club.contract(club.members);

    assertThat(club.value("SELECT nextval('members_id_seq')")).isEqualTo(32763L);
  }

  @Test
  void oneThatCountsDownGoesOnDownwards() {
    club.execute(
        "ALTER TABLE members ALTER id SET INCREMENT BY -3 SET MINVALUE -9000000 SET START 500 RESTART WITH 7");

    club.contract(club.members);

    assertThat(club.value("SELECT nextval('members_id_seq')"))
        .isEqualTo(7L - 3 * club.stretch() - 3);
  }

  private static long number(Statement statement, String draw) throws SQLException {
    try (ResultSet result = statement.executeQuery(draw)) {
      result.next();
      return result.getLong(1);
    }
  }
}
