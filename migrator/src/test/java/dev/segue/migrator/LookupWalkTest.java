package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.check.Finding;
import dev.segue.migrator.check.SchemaCheck;
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

/** The steps for a column whose values go into a lookup table. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class LookupWalkTest {

  private static final String WRONG =
      """
      SELECT count(*) FROM tickets t LEFT JOIN ticket_statuses s ON s.id = t.status_id
      WHERE t.status IS DISTINCT FROM s.name""";

  private final TestDatabase database;
  private Helpdesk desk;

  LookupWalkTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    desk = new Helpdesk(database);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void expandEntersTheValuesThatThereAreAndThoseThatCome() {
    assertThat(desk.expansion().run(desk.status, desk)).containsExactly("status_id");
    assertThat(desk.value("SELECT string_agg(name, '|' ORDER BY id) FROM ticket_statuses"))
        .isEqualTo("|Open|done|on hold|open");

    desk.execute("INSERT INTO tickets (status) VALUES ('new'), ('new'), ('newer'), ('open')");
    desk.execute("UPDATE tickets SET status = 'newest', title = 'x' WHERE id = 1");
    assertThat(desk.value("SELECT string_agg(name, '|' ORDER BY id) FROM ticket_statuses"))
        .isEqualTo("|Open|done|on hold|open|new|newer|newest");

    assertThat(desk.expansion().run(desk.status, desk)).isEmpty();
    assertThat(desk.value("SELECT count(*) FROM ticket_statuses")).isEqualTo(8L);
  }

  @Test
  void aLookupGoesFromExpandToContract() {
    assertThat(new SchemaCheck(desk.context).run()).noneMatch(LookupWalkTest::isError);
    desk.walkToReadNew();
    assertThat(desk.value(WRONG)).isEqualTo(0L);
    assertThat(new SchemaCheck(desk.context).run()).noneMatch(LookupWalkTest::isError);

    desk.flag(desk.status, FlagKind.RETIRE_OLD, 100);
    assertThat(desk.context.stageOf(desk.status)).isEqualTo(Stage.retired(desk.status.id()));
    desk.execute("INSERT INTO tickets (id) VALUES (9001)");
    assertThat(
            desk.value(
                "SELECT s.name FROM tickets t JOIN ticket_statuses s ON s.id = t.status_id"
                    + " WHERE t.id = 9001"))
        .isEqualTo("open");
    assertThatThrownBy(() -> desk.execute("INSERT INTO tickets (status_id) VALUES (NULL)"))
        .hasMessageContaining("null value");

    assertThat(desk.contract(desk.status)).containsExactly("status");
    assertThat(desk.value("SELECT count(*) FROM ticket_statuses")).isEqualTo(5L);
    assertThat(desk.value("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'lookup%'"))
        .isEqualTo(0L);
    desk.execute("UPDATE ticket_statuses SET name = 'closed' WHERE name = 'done'");
    assertThatThrownBy(() -> desk.execute("DELETE FROM ticket_statuses WHERE name = 'open'"))
        .hasMessageContaining("foreign key");
  }

  @Test
  void theWayBackGivesTheOldColumnItsValues() {
    desk.walkToReadNew();
    desk.flag(desk.status, FlagKind.RETIRE_OLD, 100);
    desk.context.registry().shapeLeft(desk.status.id(), Shape.OLD);
    desk.execute(
        """
        WITH s AS (INSERT INTO ticket_statuses (name) VALUES ('fresh') RETURNING id)
        UPDATE tickets SET status_id = 1 WHERE id % 2 = 0;
        INSERT INTO ticket_statuses (name) VALUES ('made') ON CONFLICT DO NOTHING;
        INSERT INTO tickets (id, status_id, title)
          SELECT 9000 + id, id, 'made while old was left' FROM ticket_statuses""");

    desk.flag(desk.status, FlagKind.RETIRE_OLD, 0);
    assertThat(desk.verify(desk.status, Direction.DOWN).differences()).isPositive();
    desk.backfill(desk.status, Direction.DOWN);
    assertThat(desk.verify(desk.status, Direction.DOWN).clean()).isTrue();
    assertThat(desk.value(WRONG)).isEqualTo(0L);
    desk.flag(desk.status, FlagKind.READ_NEW, 0);
    desk.flag(desk.status, FlagKind.WRITE_NEW, 0);
    assertThatThrownBy(() -> desk.execute("INSERT INTO tickets (status) VALUES (NULL)"))
        .hasMessageContaining("null value");
    desk.execute("INSERT INTO tickets (status) VALUES ('and on')");
  }

  @Test
  void whatRowsMayReferToStaysUntilContract() {
    desk.walkToReadNew();
    for (String sql :
        List.of(
            "UPDATE ticket_statuses SET name = 'renamed' WHERE name = 'done'",
            "UPDATE ticket_statuses SET id = 99 WHERE name = 'done'",
            "DELETE FROM ticket_statuses",
            "TRUNCATE ticket_statuses CASCADE")) {
      assertThatThrownBy(() -> desk.execute(sql))
          .as(sql)
          .hasMessageContaining("cannot change while migration \"tickets-status\" is in flight");
    }
    desk.execute("ALTER TABLE ticket_statuses ADD colour text");
    desk.execute("UPDATE ticket_statuses SET colour = 'red', name = name");
  }

  @Test
  void verifyFindsWhatIsNotKnownAndWhatIsAnother() {
    desk.walkToReadNew();
    desk.execute(
        """
        SET session_replication_role = replica;
        UPDATE tickets SET status = 'unknown', status_id = NULL WHERE id = 7;
        UPDATE tickets SET status_id = 1 WHERE id IN (8, 11);
        UPDATE tickets SET status_id = NULL WHERE id = 10;
        RESET session_replication_role""");
    Verification.Outcome found = desk.verify(desk.status, Direction.UP);
    assertThat(found.keys())
        .containsExactly(List.of("7"), List.of("8"), List.of("10"), List.of("11"));

    desk.flag(desk.status, FlagKind.READ_NEW, 0);
    desk.flag(desk.status, FlagKind.WRITE_NEW, 0);
    desk.flag(desk.status, FlagKind.WRITE_NEW, 100);
    desk.backfill(desk.status, Direction.UP);
    assertThat(desk.verify(desk.status, Direction.UP).clean()).isTrue();
    assertThat(desk.value(WRONG)).isEqualTo(0L);
  }

  @Test
  void whoMayUseTheTableMayUseTheLookupTable() {
    desk.execute("DROP ROLE IF EXISTS agent; CREATE ROLE agent");
    desk.execute("GRANT SELECT, INSERT, UPDATE ON tickets TO agent");
    desk.walkToReadNew();
    desk.execute(
        """
        SET ROLE agent;
        INSERT INTO tickets (status) VALUES ('by an agent');
        UPDATE tickets SET status_id = segue.lookup_tickets_status_key('by another')
          WHERE id = (SELECT segue.lookup_tickets_status_known_key('nobody')) OR id = 5;
        SELECT name FROM ticket_statuses;
        RESET ROLE""");
    desk.execute(
        "DROP OWNED BY agent; CREATE ROLE stranger; GRANT USAGE ON SCHEMA segue TO stranger");
    try {
      assertThatThrownBy(
              () -> desk.execute("SET ROLE stranger; SELECT segue.lookup_tickets_status_key('no')"))
          .hasMessageContaining("permission denied");
    } finally {
      desk.execute("RESET ROLE; DROP OWNED BY stranger; DROP ROLE stranger; DROP ROLE agent");
    }
  }

  @Test
  void aTableThatCannotTakeTheValuesIsRefused() {
    for (String made :
        List.of(
            "(id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text UNIQUE)",
            "(id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name varchar(20) UNIQUE)",
            "(id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name varchar(20) COLLATE \"C\")",
            "(id int PRIMARY KEY, name varchar(20) COLLATE \"C\" UNIQUE)",
            "(id bigserial PRIMARY KEY, name varchar(20) COLLATE \"C\" UNIQUE)",
            "(id serial, name varchar(20) COLLATE \"C\" UNIQUE)",
            "(id serial PRIMARY KEY, name varchar(20) COLLATE \"C\" UNIQUE, rank int NOT NULL)",
            "(no int, word text)")) {
      desk.execute("CREATE TABLE ticket_statuses " + made);
      assertThatThrownBy(() -> desk.expansion().run(desk.status, desk))
          .as(made)
          .isInstanceOf(MigratorException.class);
      assertThat(new SchemaCheck(desk.context).run()).as(made).anyMatch(LookupWalkTest::isError);
      desk.execute("DROP TABLE ticket_statuses");
    }
    desk.execute(
        "CREATE TABLE ticket_statuses (id serial PRIMARY KEY,"
            + " name varchar(20) COLLATE \"C\" UNIQUE, rank int NOT NULL DEFAULT 0)");
    desk.walkToReadNew();
    assertThat(desk.value(WRONG)).isEqualTo(0L);
  }

  private static boolean isError(Finding finding) {
    return finding.severity() == Finding.Severity.ERROR;
  }
}
