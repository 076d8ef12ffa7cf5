package dev.segue.driver.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.fleet.InstanceId;
import dev.segue.flags.fleet.InstanceReport;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.RouteSpan;
import dev.segue.flags.store.FlagStore;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.migration.TablePart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(PostgresExtension.class)
class DatabaseFleetRegistryTest {

  private static final MigrationId ID = new MigrationId("orders-amount-cents");
  private static final InstanceReport REPORT =
      new InstanceReport(
          new InstanceId("one"),
          "shop",
          3,
          Map.of(ID, RouteSpan.of(Route.OLD, Route.BOTH_READ_OLD)));

  private final TestDatabase database;
  private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
  private final DatabaseFleetRegistry registry;

  DatabaseFleetRegistryTest(TestDatabase database) {
    this.database = database;
    dataSource.setUrl(database.url());
    registry =
        new DatabaseFleetRegistry(
            dataSource,
            List.of(
                new ShapeColumns(
                    ID,
                    new TableName("public", "orders"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of("amount"),
                    List.of("cents"))));
  }

  @BeforeEach
  void tableOfTheOldShape() {
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS orders, orders_wide, lines, lines_wide, returns;
        CREATE TABLE orders (id int PRIMARY KEY, amount numeric(12,2) NOT NULL)""");
  }

  private void makeControlSchema() throws SQLException {
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
  }

  private Evidence evidence() {
    return registry.evidence(List.of(ID)).get(ID);
  }

  @Test
  void worksBeforeThereIsAControlSchema() throws SQLException {
    database.execute("ALTER TABLE orders ADD COLUMN cents bigint");

    registry.renew(REPORT, Duration.ofSeconds(10));
    registry.leave(REPORT.instance());

    assertThat(registry.publishedEpoch()).isZero();
    assertThat(registry.publish()).isZero();
    assertThat(registry.liveInstances()).isEmpty();
    assertThat(evidence().newShapePresent()).isFalse();
    try (FlagStore flags = DatabaseFlagStore.open(List.of(ID), dataSource)) {
      assertThat(flags.read()).containsEntry(ID, MigrationFlags.OFF);

      makeControlSchema();
      flags.write(new Flag(ID, FlagKind.WRITE_NEW), Percentage.HUNDRED);
      assertThat(flags.read().get(ID).writeNew()).isTrue();
    }
    assertThat(registry.publishedEpoch()).isPositive();
    assertThat(evidence().newShapePresent()).isTrue();
  }

  @Test
  void anInstanceIsSeenWithItsRoutesUntilItsLeaseRunsOut() throws SQLException {
    makeControlSchema();

    registry.renew(REPORT, Duration.ofSeconds(30));
    assertThat(registry.liveInstances())
        .singleElement()
        .satisfies(
            lease -> {
              assertThat(lease.report()).isEqualTo(REPORT);
              assertThat(lease.remaining())
                  .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
            });

    registry.renew(REPORT, Duration.ZERO);
    assertThat(registry.liveInstances()).isEmpty();

    registry.renew(REPORT, Duration.ofSeconds(30));
    registry.leave(REPORT.instance());
    assertThat(registry.liveInstances()).isEmpty();
  }

  @Test
  void evidenceFollowsTheColumnsThroughTheMigration() throws SQLException {
    makeControlSchema();
    assertThat(evidence()).isEqualTo(new Evidence(false, true, true, false, false, false));

    database.execute("ALTER TABLE orders ADD COLUMN cents bigint");
    assertThat(evidence()).isEqualTo(new Evidence(false, true, true, false, false, true));

    try (Connection connection = database.connect()) {
      new MigrationStates(connection).keep(ID, Shape.NEW);
      new Verifications(connection).record(ID, Direction.UP, 1, 0, true);
    }
    assertThat(evidence().verifiedClean()).isTrue();

    database.execute(
        """
        ALTER TABLE orders ALTER COLUMN cents SET NOT NULL;
        ALTER TABLE orders ALTER COLUMN amount SET DEFAULT 0""");
    assertThat(evidence()).isEqualTo(new Evidence(true, true, false, true, false, true));

    registry.shapeLeft(ID, Shape.OLD);
    assertThat(evidence().oldShapeCurrent()).isFalse();

    database.execute("ALTER TABLE orders DROP COLUMN amount");
    assertThat(evidence()).isEqualTo(new Evidence(true, false, false, true, true, true));
  }

  @Test
  void evidenceOfACopyGoesByTheTwoTablesThoughTheirColumnsHaveOneName() throws SQLException {
    makeControlSchema();
    TableCopy copy =
        new TableCopy(new TableName("public", "orders_wide"), Optional.empty(), List.of());
    DatabaseFleetRegistry copying =
        new DatabaseFleetRegistry(
            dataSource,
            List.of(
                new ShapeColumns(
                    ID,
                    new TableName("public", "orders"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(copy),
                    List.of("id"),
                    List.of("id"))));
    database.execute("DROP TABLE IF EXISTS orders_wide");
    assertThat(copying.evidence(List.of(ID)))
        .as("the old table's id is not the new one's")
        .containsEntry(ID, new Evidence(false, true, true, true, false, false));

    database.execute("CREATE TABLE orders_wide (wrong bigint PRIMARY KEY)");
    assertThat(copying.evidence(List.of(ID)).get(ID).newShapePresent()).isFalse();

    database.execute("ALTER TABLE orders_wide ADD id bigint NOT NULL");
    assertThat(copying.evidence(List.of(ID)))
        .as("each table can be left alone, whatever its columns demand")
        .containsEntry(ID, new Evidence(false, true, true, true, false, true));

    database.execute("DROP TABLE orders");
    assertThat(copying.evidence(List.of(ID)))
        .containsEntry(ID, new Evidence(false, false, true, true, true, true));

    database.execute("DROP TABLE orders_wide");
    assertThat(copying.evidence(List.of(ID)).get(ID).oldShapeGone())
        .as("of neither table is anything known")
        .isFalse();
  }

  @Test
  void theKeyOfACopiedTableCountsForNoneWhicheverAreAskedFor() throws SQLException {
    database.execute(
        """
        CREATE TABLE orders_wide (id int PRIMARY KEY);
        CREATE TABLE lines (id int PRIMARY KEY, of int CONSTRAINT lines_of REFERENCES orders);
        CREATE TABLE lines_wide (id int PRIMARY KEY)""");
    makeControlSchema();
    MigrationId lines = new MigrationId("lines-wide");
    DatabaseFleetRegistry copying =
        new DatabaseFleetRegistry(dataSource, List.of(copy(ID, "orders"), copy(lines, "lines")));

    assertThat(copying.evidence(List.of(ID)).get(ID).oldShapeMayBeLeft()).isTrue();
    assertThat(copying.evidence(List.of(ID, lines)).get(ID).oldShapeMayBeLeft()).isTrue();
    database.execute("CREATE TABLE returns (id int PRIMARY KEY REFERENCES orders)");
    assertThat(copying.evidence(List.of(ID)).get(ID).oldShapeMayBeLeft()).isFalse();
  }

  private static ShapeColumns copy(MigrationId id, String table) {
    return new ShapeColumns(
        id,
        new TableName("public", table),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new TableCopy(new TableName("public", table + "_wide"), Optional.empty(), List.of())),
        List.of(),
        List.of());
  }

  @Test
  void evidenceOfADecompositionGoesByAllOfItsTables() throws SQLException {
    makeControlSchema();
    TableName profiles = new TableName("public", "orders_more");
    DatabaseFleetRegistry decomposing =
        new DatabaseFleetRegistry(
            dataSource,
            List.of(
                new ShapeColumns(
                    ID,
                    new TableName("public", "orders"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(
                        new TableCopy(
                            new TableName("public", "orders_core"),
                            Optional.empty(),
                            List.of(new TablePart(profiles, List.of("cents"), Optional.empty())))),
                    List.of("amount"),
                    List.of("cents"))));
    database.execute(
        """
        DROP TABLE IF EXISTS invoices, orders_core, orders_more;
        CREATE TABLE orders_core (id int PRIMARY KEY, cents bigint)""");
    assertThat(decomposing.evidence(List.of(ID)))
        .as("one table of two")
        .containsEntry(ID, new Evidence(false, true, true, true, false, false));

    database.execute("CREATE TABLE orders_more (id int PRIMARY KEY)");
    assertThat(decomposing.evidence(List.of(ID)).get(ID).newShapePresent())
        .as("the column is in another table than the rule says")
        .isFalse();

    database.execute("ALTER TABLE orders_more ADD cents bigint NOT NULL");
    assertThat(decomposing.evidence(List.of(ID)))
        .containsEntry(ID, new Evidence(false, true, true, true, false, true));

    database.execute("ALTER TABLE orders_more ADD FOREIGN KEY (id) REFERENCES orders_core");
    assertThat(decomposing.evidence(List.of(ID)).get(ID).newShapeMayBeLeft())
        .as("what one of the tables refers to is no other table's")
        .isTrue();

    database.execute("CREATE TABLE invoices (id int REFERENCES orders_more)");
    assertThat(decomposing.evidence(List.of(ID)))
        .as("no row may be missing in the second table")
        .containsEntry(ID, new Evidence(false, true, false, true, false, true));

    database.execute("DROP TABLE invoices, orders");
    assertThat(decomposing.evidence(List.of(ID)))
        .containsEntry(ID, new Evidence(false, false, true, true, true, true));

    database.execute("DROP TABLE orders_core CASCADE");
    assertThat(decomposing.evidence(List.of(ID)).get(ID).oldShapeGone())
        .as("a new shape that is not whole says nothing")
        .isFalse();
    database.execute("DROP TABLE orders_more");
  }

  @Test
  void evidenceOfAJoinGoesByAllOfItsTables() throws SQLException {
    makeControlSchema();
    TableName notes = new TableName("public", "orders_more");
    DatabaseFleetRegistry joining =
        new DatabaseFleetRegistry(
            dataSource,
            List.of(
                new ShapeColumns(
                    ID,
                    new TableName("public", "orders"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(
                        new TableCopy(
                            new TableName("public", "orders_one"),
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            List.of(notes))),
                    List.of("id", "note"),
                    List.of("id", "remark"))));
    database.execute(
        """
        DROP TABLE IF EXISTS invoices, orders_one, orders_more;
        CREATE TABLE orders_more (id int PRIMARY KEY, note text)""");
    assertThat(joining.evidence(List.of(ID)).get(ID).newShapePresent()).isFalse();

    database.execute("CREATE TABLE orders_one (id bigint PRIMARY KEY, remark text)");
    assertThat(joining.evidence(List.of(ID)))
        .containsEntry(ID, new Evidence(false, true, true, true, false, true));

    database.execute("ALTER TABLE orders_more ADD FOREIGN KEY (id) REFERENCES orders");
    assertThat(joining.evidence(List.of(ID)).get(ID).oldShapeMayBeLeft())
        .as("what one of the tables refers to is no other table's")
        .isTrue();

    database.execute("CREATE TABLE invoices (id int REFERENCES orders_more)");
    assertThat(joining.evidence(List.of(ID)))
        .as("no row may be missing in the second table")
        .containsEntry(ID, new Evidence(false, true, true, false, false, true));

    database.execute("DROP TABLE invoices, orders_more");
    assertThat(joining.evidence(List.of(ID)).get(ID).oldShapeGone())
        .as("an old shape that is not whole is none")
        .isTrue();
    database.execute("DROP TABLE orders_one");
  }

  @Test
  void aCopyWithoutChangedColumnsHasShapesThatAreLeft() throws SQLException {
    makeControlSchema();
    DatabaseFleetRegistry copying =
        new DatabaseFleetRegistry(
            dataSource,
            List.of(
                new ShapeColumns(
                    ID,
                    new TableName("public", "orders"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(
                        new TableCopy(
                            new TableName("public", "orders_wide"), Optional.empty(), List.of())),
                    List.of(),
                    List.of())));

    copying.shapeLeft(ID, Shape.OLD);

    assertThat(copying.evidence(List.of(ID)).get(ID).oldShapeCurrent()).isFalse();
  }

  @Test
  void columnsAreFoundUnderTheNameThatAnotherMigrationGivesTheTable() throws SQLException {
    makeControlSchema();
    DatabaseFleetRegistry beside =
        new DatabaseFleetRegistry(
            dataSource,
            List.of(
                new ShapeColumns(
                    ID,
                    new TableName("public", "orders"),
                    Optional.empty(),
                    Optional.of(new TableName("public", "purchases")),
                    Optional.empty(),
                    List.of("amount"),
                    List.of("cents"))));
    database.execute(
        """
        DROP TABLE IF EXISTS purchases;
        ALTER TABLE orders ADD cents bigint;
        ALTER TABLE orders RENAME TO purchases""");

    assertThat(beside.evidence(List.of(ID)))
        .as("the other migration is over, and this one is not")
        .containsEntry(ID, new Evidence(false, true, true, false, false, true));
    database.execute("DROP TABLE purchases");
  }

  @Test
  void aDomainThatForbidsNullCountsAsNotNull() throws SQLException {
    makeControlSchema();
    database.execute(
        """
        DROP DOMAIN IF EXISTS cents;
        CREATE DOMAIN cents AS bigint NOT NULL;
        ALTER TABLE orders ADD COLUMN cents cents""");

    assertThat(evidence().newShapeMayBeLeft()).isFalse();
    database.execute("ALTER TABLE orders DROP COLUMN cents; DROP DOMAIN cents");
  }

  @Test
  void leavingAShapePublishesOnce() throws SQLException {
    makeControlSchema();
    try (Connection connection = database.connect()) {
      new MigrationStates(connection).keep(ID, Shape.NEW);
      new Verifications(connection).record(ID, Direction.UP, 1, 0, true);
    }
    long before = registry.publishedEpoch();

    registry.shapeLeft(ID, Shape.NEW);
    registry.shapeLeft(ID, Shape.NEW);

    assertThat(registry.publishedEpoch()).isEqualTo(before + 1);
    assertThat(evidence().verifiedClean()).isFalse();
    assertThat(registry.publish()).isEqualTo(before + 2);
  }

  @Test
  void saysThatTheDatabaseDoesNotAnswer() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none?user=u");

    assertThatThrownBy(() -> new DatabaseFleetRegistry(nowhere, List.of()).publishedEpoch())
        .isInstanceOf(ControlTablesException.class)
        .hasMessageStartingWith("the control tables do not answer");
  }
}
