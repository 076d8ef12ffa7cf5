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

/** The steps for a column that moves to a related table, and what its triggers hold together. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class MoveWalkTest {

  static final String WRONG =
      """
      SELECT count(*) FROM parcels p LEFT JOIN clients c ON c.id = p.client
      WHERE p.address IS DISTINCT FROM c.address""";

  private final TestDatabase database;
  private MailRoom room;

  MoveWalkTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    room = new MailRoom(database);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aMoveGoesFromExpandToContract() {
    assertThat(new SchemaCheck(room.context).run()).noneMatch(MoveWalkTest::isError);
    assertThat(room.expansion().run(room.address, room)).containsExactly("address");
    assertThat(room.expansion().run(room.address, room)).isEmpty();
    room.execute("UPDATE parcels SET address = 'as it was' WHERE id = 1");
    room.execute("UPDATE parcels SET address = 'street 1' WHERE id = 1");
    assertThat(room.value("SELECT count(*) FROM clients WHERE address IS NOT NULL")).isEqualTo(0L);

    room.walkToReadNew();
    assertThat(room.value(WRONG)).isEqualTo(0L);
    assertThat(room.value("SELECT address FROM clients WHERE id = 5")).isEqualTo("street 4");
    assertThat(new SchemaCheck(room.context).run()).noneMatch(MoveWalkTest::isError);

    room.flag(room.address, FlagKind.RETIRE_OLD, 100);
    assertThat(room.context.stageOf(room.address)).isEqualTo(Stage.retired(room.address.id()));
    room.execute("UPDATE clients SET address = 'moved' WHERE id = 5");
    assertThat(room.value("SELECT count(*) FROM parcels WHERE address = 'moved'")).isEqualTo(0L);

    assertThat(room.contract(room.address)).containsExactly("address");
    assertThat(room.contract(room.address)).isEmpty();
    assertThat(
            room.value(
                "SELECT string_agg(tgname, ' ' ORDER BY tgname) FROM pg_trigger WHERE tgname LIKE 'zzz%'"))
        .isEqualTo("zzz_segue_clients_address_put_insert zzz_segue_clients_address_put_update");
    room.execute("UPDATE clients SET address = 'later' WHERE id = 5");
    room.execute(
        "INSERT INTO parcels (client) VALUES (5); UPDATE parcels SET client = 6 WHERE client = 5");
    assertThat(room.value("SELECT address FROM clients WHERE id = 5")).isEqualTo("later");
  }

  @Test
  void theWayBackGivesTheOldColumnItsValues() {
    room.walkToReadNew();
    room.flag(room.address, FlagKind.RETIRE_OLD, 100);
    room.context.registry().shapeLeft(room.address.id(), Shape.OLD);
    room.execute(
        """
        UPDATE clients SET address = 'new ' || id WHERE id % 2 = 0;
        INSERT INTO parcels (client) SELECT id FROM clients;
        UPDATE parcels SET client = NULL WHERE id IN (3, 4);
        UPDATE parcels SET client = 9 WHERE id IN (5, 6)""");
    assertThat(room.value(WRONG)).isNotEqualTo(0L);

    room.flag(room.address, FlagKind.RETIRE_OLD, 0);
    room.execute("UPDATE clients SET address = 'followed' WHERE id = 20");
    assertThat(room.value("SELECT count(DISTINCT address) FROM parcels WHERE client = 20"))
        .isEqualTo(1L);
    assertThat(room.verify(room.address, Direction.DOWN).differences()).isPositive();
    room.backfill(room.address, Direction.DOWN);
    assertThat(room.verify(room.address, Direction.DOWN).clean()).isTrue();
    assertThat(room.value(WRONG)).isEqualTo(0L);
    room.flag(room.address, FlagKind.READ_NEW, 0);
    room.flag(room.address, FlagKind.WRITE_NEW, 0);
    room.execute("UPDATE parcels SET address = 'each its own ' || id");
    assertThat(room.value("SELECT address FROM clients WHERE id = 20")).isEqualTo("followed");
  }

  @Test
  void rowsThatDifferAreFoundBeforeAndAfter() {
    room.execute(
        "UPDATE parcels SET address = 'other' WHERE id IN (1, 2); UPDATE parcels SET address = 'alone' WHERE id = 5000");
    assertThat(new SchemaCheck(room.context).run())
        .filteredOn(MoveWalkTest::isError)
        .extracting(Finding::fact)
        .containsExactly(
            "rows of 2 values of \"client\" have different values of \"address\"",
            "1 rows have a value of \"address\" and no \"client\"");
    assertThatThrownBy(() -> room.expansion().run(room.address, room))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("cannot move as it is");
    assertThat(
            room.value(
                "SELECT count(*) FROM pg_attribute WHERE attrelid = 'clients'::regclass AND attname = 'address'"))
        .isEqualTo(0L);

    room.execute(
        "UPDATE parcels SET address = 'street 1' WHERE id = 1; UPDATE parcels SET address = 'street 2' WHERE id = 2; UPDATE parcels SET address = NULL WHERE id = 5000");
    room.expansion().run(room.address, room);
    room.execute(
        "UPDATE parcels SET address = 'other' WHERE id = 7; UPDATE parcels SET address = 'alone' WHERE id = 5000");
    room.flag(room.address, FlagKind.WRITE_NEW, 100);
    room.backfill(room.address, Direction.UP);
    Verification.Outcome found = room.verify(room.address, Direction.UP);
    assertThat(found.clean()).isFalse();
    assertThat(found.keys()).contains(List.of("7"), List.of("5000"));

    room.execute(
        "UPDATE parcels SET address = 'one' WHERE client = 8; UPDATE parcels SET address = NULL WHERE id = 5000");
    assertThat(room.value("SELECT address FROM clients WHERE id = 8")).isEqualTo("one");
    assertThat(room.verify(room.address, Direction.UP).clean()).isTrue();
    assertThat(room.value(WRONG)).isEqualTo(0L);
  }

  @Test
  void whatHasNoImageInTheNewShapeFails() {
    room.walkToReadNew();
    for (String sql :
        List.of(
            "UPDATE parcels SET address = 'other' WHERE id = 1",
            "UPDATE parcels SET address = 'other ' || id WHERE client = 2",
            "INSERT INTO parcels (client, address) VALUES (2, 'other')",
            "INSERT INTO parcels (client) VALUES (2)",
            "INSERT INTO parcels (client, address) VALUES (299, 'a'), (299, 'b')",
            "UPDATE parcels SET client = 3 WHERE id = 1",
            "UPDATE parcels SET client = NULL WHERE id = 1",
            "UPDATE parcels SET address = 'alone' WHERE id = 5000",
            "UPDATE parcels SET address = NULL WHERE id = 1")) {
      assertThatThrownBy(() -> room.execute(sql))
          .as(sql)
          .hasMessageContaining("of \"address\"")
          .extracting("cause.SQLState")
          .isEqualTo("23514");
    }
    assertThat(room.value(WRONG)).isEqualTo(0L);
    for (String sql :
        List.of(
            "UPDATE parcels SET address = 'other' WHERE client = 2",
            "UPDATE clients SET address = 'other' WHERE id = 3")) {
      assertThatThrownBy(
              () -> room.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; " + sql + "; COMMIT"))
          .as(sql)
          .hasMessageContaining("at this isolation level");
      room.execute("ROLLBACK");
    }
    room.execute(
        "BEGIN ISOLATION LEVEL REPEATABLE READ; INSERT INTO parcels (client, address) VALUES (2, 'street 1'), (299, 'first'); COMMIT");
    assertThat(room.value(WRONG)).isEqualTo(0L);
    assertThat(room.value("SELECT address FROM clients WHERE id = 299")).isEqualTo("first");
  }

  @Test
  void tablesThatDoNotFitAreRefused() {
    for (String change :
        List.of(
            "ALTER TABLE parcels DROP CONSTRAINT parcels_client_fkey",
            "ALTER TABLE parcels DROP CONSTRAINT parcels_client_fkey, ADD FOREIGN KEY (client) REFERENCES clients ON DELETE SET NULL",
            "ALTER TABLE parcels ALTER CONSTRAINT parcels_client_fkey DEFERRABLE",
            "ALTER TABLE parcels DROP CONSTRAINT parcels_client_fkey, ADD FOREIGN KEY (client) REFERENCES clients NOT VALID",
            "ALTER TABLE clients ADD address int",
            "ALTER TABLE clients ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE parcels DROP address, ADD address text GENERATED ALWAYS AS (weight::text) STORED",
            "CREATE TABLE more () INHERITS (parcels)")) {
      room.execute(change);
      assertThatThrownBy(() -> room.expansion().run(room.address, room))
          .as(change)
          .isInstanceOf(MigratorException.class);
      room.execute("DROP TABLE IF EXISTS more");
      room.close();
      room = new MailRoom(database);
    }
  }

  @Test
  void aValueThatNobodyWouldWriteIsNotTaken() {
    room.walkToReadNew();
    String put =
        "UPDATE parcels SET client = segue.move_clients_address_put(client, 'new') WHERE client = 2";
    room.execute("ALTER TABLE parcels DISABLE TRIGGER zzz_segue_clients_address_put_update");
    assertThatThrownBy(() -> room.execute(put)).hasMessageContaining("do not fire");
    room.execute("ALTER TABLE parcels ENABLE TRIGGER zzz_segue_clients_address_put_update");
    room.execute(put);
    assertThat(room.value("SELECT address FROM clients WHERE id = 2")).isEqualTo("new");
    assertThat(room.value(WRONG)).isEqualTo(0L);
  }

  @Test
  void whatGuardsTheColumnIsNotLeftBehind() {
    room.execute("ALTER TABLE parcels ADD CONSTRAINT somewhere CHECK (address <> 'nowhere')");
    assertThat(new SchemaCheck(room.context).run())
        .extracting(Finding::object)
        .contains("somewhere");
    room.walkToReadNew();
    assertThatThrownBy(() -> room.flag(room.address, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("would be left behind");
    room.execute(
        "ALTER TABLE parcels DROP CONSTRAINT somewhere; ALTER TABLE clients ADD CHECK (address <> 'nowhere')");
    room.flag(room.address, FlagKind.RETIRE_OLD, 100);
    assertThat(room.contract(room.address)).containsExactly("address");
  }

  @Test
  void whoMayUseOneTableMayCarryTheValue() {
    room.execute("DROP ROLE IF EXISTS clerk; CREATE ROLE clerk");
    room.execute("GRANT SELECT, INSERT, UPDATE ON parcels TO clerk");
    room.walkToReadNew();
    try {
      room.execute(
          """
          SET ROLE clerk;
          UPDATE parcels SET address = 'by a clerk' WHERE client = 2;
          INSERT INTO parcels (client, address) VALUES (2, 'by a clerk');
          SELECT (SELECT c.address FROM clients c WHERE c.id = p.client) FROM parcels p;
          UPDATE parcels SET client = segue.move_clients_address_put(client, address) WHERE client = 2;
          RESET ROLE""");
      assertThat(room.value("SELECT address FROM clients WHERE id = 2")).isEqualTo("by a clerk");
    } finally {
      room.execute("RESET ROLE; DROP OWNED BY clerk; DROP ROLE clerk");
    }
  }

  private static boolean isError(Finding finding) {
    return finding.severity() == Finding.Severity.ERROR;
  }
}
