package dev.segue.migrator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.Club;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.check.SchemaCheck;
import dev.segue.migrator.status.MigrationStatus;
import dev.segue.migrator.status.StatusReading;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Leaving the table that was decomposed, or those that it was decomposed into. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class DecompositionContractionTest {

  private static final String REFERENCES =
      """
      SELECT conrelid::regclass::text, pg_get_constraintdef(oid), convalidated
      FROM pg_constraint WHERE contype = 'f' AND conrelid IN ('visits'::regclass, 'transfers'::regclass)
      ORDER BY 1, 2""";

  private final TestDatabase database;
  private Club club;

  DecompositionContractionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    club = new Club(database);
    database.execute(
        """
        DROP TABLE IF EXISTS visits, transfers;
        CREATE TABLE visits (member int REFERENCES members);
        CREATE TABLE transfers (iban text REFERENCES members (iban));
        INSERT INTO visits VALUES (3), (4);
        INSERT INTO transfers VALUES ('iban 5')""");
  }

  @AfterEach
  void close() {
    database.execute("DROP TABLE IF EXISTS visits, transfers");
    club.close();
  }

  @Test
  void foreignKeysGoOverToTheTableThatHasTheirColumnsAndComeBack() {
    List<List<Object>> before = database.rows(REFERENCES);
    club.writeBoth();
    assertThat(club.context.evidenceOf(club.members).oldShapeMayBeLeft()).isFalse();
    club.walkToNew();

    assertThat(database.rows(REFERENCES))
        .containsExactly(
            List.of("transfers", "FOREIGN KEY (iban) REFERENCES member_accounts(iban)", true),
            List.of("visits", "FOREIGN KEY (member) REFERENCES member_core(id)", true));
    assertThat(club.said)
        .contains("constraint visits_member_fkey on table visits points at public.member_core now");
    assertThat(club.context.evidenceOf(club.members).newShapeMayBeLeft()).isFalse();

    club.flag(club.members, FlagKind.RETIRE_OLD, 0);
    club.flag(club.members, FlagKind.READ_NEW, 0);
    club.flag(club.members, FlagKind.WRITE_NEW, 0);
    assertThat(database.rows(REFERENCES)).isEqualTo(before);
    assertThat(club.context.stageOf(club.members).isPlainOld()).isTrue();
    assertThat(club.context.evidenceOf(club.members).verifiedClean()).isFalse();
  }

  @Test
  void aForeignKeyToColumnsOfTwoTablesHoldsUp() {
    database.execute(
        """
        ALTER TABLE members ADD UNIQUE (id, iban);
        CREATE UNIQUE INDEX named ON members (mail, iban);
        ALTER TABLE transfers ADD mail text;
        ALTER TABLE transfers ADD CONSTRAINT of_two FOREIGN KEY (mail, iban) REFERENCES members (mail, iban)""");
    club.writeBoth();
    club.walkToReadNew();

    assertThatThrownBy(() -> club.flag(club.members, FlagKind.RETIRE_OLD, 100, true))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("constraint of_two on table transfers")
        .hasMessageContaining("run ALTER TABLE transfers DROP CONSTRAINT IF EXISTS of_two");
  }

  @Test
  void whatSpansTwoTablesMustGoFirst() {
    database.execute(
        """
        ALTER TABLE members ADD CONSTRAINT told CHECK (bio <> mail);
        CREATE INDEX ON members (mail, bio);
        CREATE UNIQUE INDEX one_nick ON members (mail, nick)""");
    club.writeBoth();

    assertThatThrownBy(club::walkToNew)
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("2 things on table public.members would be left behind")
        .hasMessageContaining("drop told, whose columns are in several tables")
        .hasMessageContaining("drop one_nick, whose columns are in several tables");
    assertThat(database.rows(REFERENCES)).extracting(row -> row.get(0)).hasSize(2);
    database.execute("ALTER TABLE members DROP CONSTRAINT told; DROP INDEX one_nick");
    club.flag(club.members, FlagKind.RETIRE_OLD, 100);
  }

  @Test
  void retiringWaitsForWhatGuardsEachTable() {
    club.writeBoth();
    club.execute("ALTER TABLE member_accounts DROP CONSTRAINT member_accounts_iban_key");
    database.execute("DROP TABLE transfers");

    assertThatThrownBy(club::walkToNew)
        .hasMessageContaining("1 thing on table public.members would be left behind")
        .hasMessageContaining("give public.member_accounts one like members_iban_key");
  }

  /** What the old table's identity column would have given, although it is gone. */
  @Test
  void anApplicationOfTheOldShapeGoesOnDrawingNumbers(@TempDir Path directory) throws Exception {
    Path rules = Files.writeString(directory.resolve("segue.yaml"), Club.RULES);
    club.writeBoth();
    club.walkToNew();
    club.contract(club.members);

    String url = database.segueUrl() + (database.segueUrl().contains("?") ? "&" : "?");
    try (Connection connection = DriverManager.getConnection(url + "segue.config=" + rules);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO members (mail) VALUES ('a')");
      statement.execute("INSERT INTO members (id, mail) VALUES (DEFAULT, 'b')");
    }

    long stretch = club.stretch();
    assertThat(database.rows("SELECT id, mail FROM member_core WHERE id > 700 ORDER BY id"))
        .containsExactly(List.of(701L + stretch, "a"), List.of(702L + stretch, "b"));
  }

  @Test
  void theSequenceGoesOnWithTheFirstTable() {
    club.writeBoth();
    club.walkToNew();
    club.execute("INSERT INTO member_core (mail) VALUES ('a')");

    assertThat(club.contract(club.members)).containsExactly("public.members");
    club.execute("INSERT INTO member_core (mail) VALUES ('b')");
    assertThat(database.rows("SELECT id, mail FROM member_core WHERE id > 700 ORDER BY id"))
        .containsExactly(List.of(701L, "a"), List.of(702L + club.stretch(), "b"));
    assertThat(
            database.rows(
                """
                SELECT pg_get_serial_sequence('member_core', 'id'),
                       to_regclass('members') IS NULL"""))
        .containsExactly(List.of("public.members_id_seq", true));
    assertThat(
            database.rows(
                """
                SELECT column_name FROM segue.old_column
                WHERE table_name = 'members' ORDER BY position"""))
        .as("what an application of the old shape goes by")
        .extracting(row -> row.get(0))
        .containsExactly("id", "bio", "name", "nick", "mail", "iban", "town", "balance");
    assertThat(club.context.stageOf(club.members)).isEqualTo(Stage.retired(club.members.id()));
    assertThat(club.contract(club.members)).as("once more").isEmpty();
    assertThat(new SchemaCheck(club.context).run(club.members))
        .extracting(finding -> finding.fact())
        .containsExactly("table public.members was dropped: the migration is over");
  }

  @Test
  void theSequenceOfAListedColumnGoesWithIt() {
    club.close();
    club = new Club(database, Club.RULES.replace("[bio, nickname]", "[bio, nickname, number]"));
    database.execute("ALTER TABLE members ADD number serial UNIQUE");
    club.writeBoth();
    club.walkToNew();

    club.contract(club.members);
    club.execute("INSERT INTO member_profiles (id, bio) VALUES (800, 'x')");
    assertThat(
            database.rows(
                """
                SELECT number, pg_get_serial_sequence('member_profiles', 'number')
                FROM member_profiles WHERE id = 800"""))
        .containsExactly(List.of(701, "public.members_number_seq"));
  }

  @Test
  void whatHangsOnTheOldTableHoldsUp() {
    club.writeBoth();
    club.walkToNew();
    club.execute("CREATE VIEW member_names AS SELECT name FROM members");

    assertThatThrownBy(() -> club.contract(club.members))
        .hasMessageContaining("other things in the database hang on table public.members")
        .hasMessageContaining("view member_names");
    club.execute("DROP VIEW member_names");
    assertThat(club.contract(club.members)).containsExactly("public.members");
  }

  @Test
  void statusShowsTheTables() {
    club.writeBoth();

    assertThat(new StatusReading(club.context).read(List.of(club.members)).migrations())
        .extracting(MigrationStatus::table, MigrationStatus::changes)
        .containsExactly(
            tuple(
                "public.members",
                List.of(
                    "table -> public.member_core, public.member_profiles, public.member_accounts",
                    "nick -> nickname",
                    "id -> id",
                    "balance -> balance_cents")));
    assertThat(club.backfill(club.members, Direction.UP).rows()).isEqualTo(700);
  }

  @Test
  void theNewShapeIsThereWhenAllOfItIs() {
    club.writeBoth();
    assertThat(club.context.evidenceOf(club.members).newShapePresent()).isTrue();

    club.execute("DROP TABLE member_profiles");
    assertThat(club.context.evidenceOf(club.members).newShapePresent()).isFalse();
    assertThatThrownBy(() -> club.backfill(club.members, Direction.UP))
        .hasMessageContaining("there is no table public.member_profiles")
        .hasMessageContaining("Run: segue expand members-parts");
  }
}
