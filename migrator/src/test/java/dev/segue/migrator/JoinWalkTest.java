package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.backfill.Backfill;
import dev.segue.migrator.check.SchemaCheck;
import dev.segue.migrator.status.MigrationStatus;
import dev.segue.migrator.status.StatusReading;
import dev.segue.migrator.verify.Verification;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The steps for tables that are joined to one. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class JoinWalkTest {

  private static final List<String> ID = List.of("id");

  private static final String REFERENCES =
      """
      SELECT conrelid::regclass::text, pg_get_constraintdef(oid), convalidated
      FROM pg_constraint WHERE contype = 'f' AND conrelid IN ('visits'::regclass, 'transfers'::regclass)
      ORDER BY 1, 2""";

  private final TestDatabase database;
  private JoinedClub club;

  JoinWalkTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    club = new JoinedClub(database);
    database.execute(
        """
        CREATE TABLE visits (member int REFERENCES member_core);
        CREATE TABLE transfers (iban text REFERENCES member_accounts (iban));
        INSERT INTO visits VALUES (3), (4);
        INSERT INTO transfers VALUES ('iban 5')""");
  }

  @AfterEach
  void close() {
    database.execute("DROP TABLE IF EXISTS visits, transfers");
    club.close();
  }

  /** As after a time on which the new table alone was written. */
  private void goBack() {
    club.walkToNew();
    club.context.registry().shapeLeft(club.members.id(), Shape.OLD);
    club.flag(club.members, FlagKind.RETIRE_OLD, 0);
  }

  @Test
  void theBackfillFillsTheOneTableAndWritesNoRowTwice() {
    club.writeBoth();
    assertThat(club.backfill(club.members, Direction.UP))
        .isEqualTo(new Backfill.Outcome(700, 700, 0));
    assertThat(club.value(JoinedClub.DIFFERENT)).isEqualTo(0L);
    String versions = "SELECT id, ctid::text FROM members";
    List<List<Object>> before = database.rows(versions);

    assertThat(club.backfill(club.members, Direction.UP))
        .isEqualTo(new Backfill.Outcome(700, 0, 0));
    assertThat(database.rows(versions)).isEqualTo(before);
  }

  @Test
  void theBackfillMendsRowsAndSweepsThoseThatAreLeftOver() {
    club.writeBoth();
    club.backfill(club.members, Direction.UP);
    database.execute(
        """
        UPDATE members SET mail = 'stale' WHERE id = 3;
        UPDATE members SET nickname = NULL, balance_cents = 0 WHERE id = 4;
        DELETE FROM members WHERE id = 5;
        INSERT INTO members (id, mail) VALUES (9000, 'left over')""");

    assertThat(club.backfill(club.members, Direction.UP))
        .isEqualTo(new Backfill.Outcome(700, 3, 1));
    assertThat(club.value(JoinedClub.DIFFERENT)).isEqualTo(0L);
    assertThat(club.said)
        .contains("1 row of public.members had no row in public.member_core, and went");
  }

  @Test
  void theWayBackFillsEachOfTheOldTables() {
    club.writeBoth();
    goBack();
    database.execute(
        """
        DELETE FROM member_profiles WHERE id = 3;
        DELETE FROM member_core WHERE id = 4;
        UPDATE member_accounts SET balance = 1 WHERE id = 5;
        INSERT INTO member_core (mail) VALUES ('left over');
        INSERT INTO members (mail, nickname, balance_cents) VALUES ('new', 'Nobody', 150)""");

    Backfill.Outcome outcome = club.backfill(club.members, Direction.DOWN);
    assertThat(outcome).isEqualTo(new Backfill.Outcome(701, 8, 1));
    assertThat(club.value(JoinedClub.DIFFERENT)).isEqualTo(0L);
    assertThat(club.verify(club.members, Direction.DOWN).clean()).isTrue();
    assertThat(database.rows("SELECT balance::text FROM member_accounts WHERE id > 700"))
        .containsExactly(List.of("1.50"));
  }

  @Test
  void verificationFindsWhatDiffersAndRowsThatArePartOnly() {
    club.writeBoth();
    club.backfill(club.members, Direction.UP);
    assertThat(club.verify(club.members, Direction.UP))
        .isEqualTo(new Verification.Outcome(ID, 700, 0, 0, 0, List.of(), true));
    database.execute(
        """
        DELETE FROM member_profiles WHERE id IN (13, 14);
        UPDATE member_profiles SET bio = 'x' WHERE id = 15;
        UPDATE members SET balance_cents = 0 WHERE id = 15;
        DELETE FROM members WHERE id = 16;
        DELETE FROM member_core WHERE id = 17;
        INSERT INTO members (id, mail) VALUES (9000, 'left over')""");

    assertThat(club.verify(club.members, Direction.UP))
        .isEqualTo(
            new Verification.Outcome(
                ID,
                699,
                6,
                1,
                2,
                List.of(
                    List.of("15"),
                    List.of("16"),
                    List.of("17"),
                    List.of("9000"),
                    List.of("13"),
                    List.of("14")),
                true));
    assertThat(club.context.evidenceOf(club.members).verifiedClean()).isFalse();
  }

  @Test
  void foreignKeysGoOverToTheOneTableAndComeBack() {
    List<List<Object>> before = database.rows(REFERENCES);
    club.writeBoth();
    assertThat(club.context.evidenceOf(club.members).oldShapeMayBeLeft()).isFalse();
    club.walkToNew();

    assertThat(database.rows(REFERENCES))
        .containsExactly(
            List.of("transfers", "FOREIGN KEY (iban) REFERENCES members(iban)", true),
            List.of("visits", "FOREIGN KEY (member) REFERENCES members(id)", true));
    assertThat(club.context.evidenceOf(club.members).newShapeMayBeLeft()).isFalse();

    club.flag(club.members, FlagKind.RETIRE_OLD, 0);
    club.flag(club.members, FlagKind.READ_NEW, 0);
    club.flag(club.members, FlagKind.WRITE_NEW, 0);
    // Which of the old tables a key of all pointed at is not remembered: it is the first again.
    assertThat(database.rows(REFERENCES)).isEqualTo(before);
    assertThat(club.context.stageOf(club.members).isPlainOld()).isTrue();
  }

  @Test
  void retiringWaitsForWhatGuardsTheOldTables() {
    club.writeBoth();
    club.walkToReadNew();
    database.execute(
        """
        ALTER TABLE members DROP CONSTRAINT members_iban_key CASCADE;
        ALTER TABLE member_profiles ADD CONSTRAINT told CHECK (nick <> bio)""");

    assertThatThrownBy(() -> club.flag(club.members, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining(
            "on table public.member_core and public.member_profiles and public.member_accounts")
        .hasMessageContaining("give public.members one like told");
  }

  @Test
  void contractDropsAllOldTablesAndTheSequenceStays() {
    club.writeBoth();
    club.walkToNew();
    database.execute("CREATE VIEW profiles AS SELECT nick FROM member_profiles");
    assertThatThrownBy(() -> club.contract(club.members))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("view profiles");
    database.execute("DROP VIEW profiles");

    assertThat(club.contract(club.members))
        .containsExactly("public.member_core", "public.member_profiles", "public.member_accounts");
    assertThat(club.contract(club.members)).isEmpty();
    assertThat(club.said).contains("dropped table public.member_accounts");
    assertThat(
            database.rows(
                "INSERT INTO members (mail, balance_cents) VALUES ('after', 0) RETURNING id"))
        .containsExactly(List.of(701L + club.stretch()));
    assertThat(club.value("SELECT pg_get_serial_sequence('members', 'id')"))
        .isEqualTo("public.member_core_id_seq");
    assertThat(club.context.evidenceOf(club.members).oldShapeGone()).isTrue();
    assertThat(club.context.stageOf(club.members)).isEqualTo(Stage.retired(club.members.id()));
    assertThat(database.rows("SELECT DISTINCT table_name::text FROM segue.old_column ORDER BY 1"))
        .containsExactly(
            List.of("member_accounts"), List.of("member_core"), List.of("member_profiles"));
    assertThat(new SchemaCheck(club.context).run())
        .extracting("fact")
        .containsExactly(
            "table public.member_core was dropped: the migration is over",
            "table public.member_profiles was dropped: the migration is over",
            "table public.member_accounts was dropped: the migration is over");
  }

  @Test
  void statusNamesAllTables() {
    club.writeBoth();

    assertThat(new StatusReading(club.context).read(List.of(club.members)).migrations())
        .extracting(MigrationStatus::table, MigrationStatus::changes)
        .containsExactly(
            tuple(
                "public.member_core",
                List.of(
                    "table, public.member_profiles, public.member_accounts -> public.members",
                    "nick -> nickname",
                    "id -> id",
                    "balance -> balance_cents")));
  }
}
