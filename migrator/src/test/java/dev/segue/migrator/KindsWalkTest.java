package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.backfill.Backfill;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The steps for columns that are split, merged, added, dropped, or computed with others. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class KindsWalkTest {

  private final TestDatabase database;
  private Registry registry;

  KindsWalkTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void expand() {
    registry = new Registry(database);
    registry.expand();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private void walkToReadNew(Migration migration) {
    registry.flag(migration, FlagKind.WRITE_NEW, 100);
    registry.backfill(migration, Direction.UP);
    assertThat(registry.verify(migration, Direction.UP).clean()).isTrue();
    registry.flag(migration, FlagKind.READ_NEW, 100);
  }

  private void walkToNew(Migration migration) {
    walkToReadNew(migration);
    registry.flag(migration, FlagKind.RETIRE_OLD, 100);
    assertThat(registry.context.stageOf(migration)).isEqualTo(Stage.retired(migration.id()));
  }

  /** As an instance of the driver does, before the first transaction that writes the new alone. */
  private void leaveOld(Migration migration) {
    registry.context.registry().shapeLeft(migration.id(), Shape.OLD);
  }

  @Test
  void aSplitGoesFromExpandToContract() {
    walkToNew(registry.names);

    assertThat(registry.contract(registry.names)).containsExactly("name");
    assertThat(
            registry.value(
                """
                SELECT count(*) FROM people
                WHERE first_name = 'first' || id
                  AND last_name IS NOT DISTINCT FROM CASE WHEN id % 3 > 0 THEN 'last ' || id END"""))
        .isEqualTo(1200L);
  }

  @Test
  void whatASplitColumnDemandedIsDemandedOfItsPartsTogether() {
    walkToNew(registry.names);

    registry.execute("INSERT INTO people (id) VALUES (9001)");
    registry.execute("INSERT INTO people (id, first_name, last_name) VALUES (9002, 'One', NULL)");
    assertThat(database.rows("SELECT first_name, last_name FROM people WHERE id = 9001"))
        .containsExactly(List.of("Nobody", "Known"));
    assertThatThrownBy(
            () -> registry.execute("INSERT INTO people (id, first_name) VALUES (9003, NULL)"))
        .hasMessageContaining("segue_required_2");

    registry.flag(registry.names, FlagKind.RETIRE_OLD, 0);
    registry.execute("UPDATE people SET name = 'x' WHERE id > 9000");
    registry.backfill(registry.names, Direction.UP);
    registry.flag(registry.names, FlagKind.READ_NEW, 0);
    registry.flag(registry.names, FlagKind.WRITE_NEW, 0);
    registry.execute("INSERT INTO people (id) VALUES (9004)");
    assertThat(registry.value("SELECT count(*) FROM pg_constraint WHERE conname LIKE 'segue_req%'"))
        .isEqualTo(0L);
  }

  @Test
  void nullsThatDownMakesStandInTheWay() {
    walkToReadNew(registry.names);
    registry.execute("UPDATE people SET first_name = NULL WHERE id = 7");

    assertThatThrownBy(() -> registry.flag(registry.names, FlagKind.RETIRE_OLD, 100))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("\"down\" of \"name\" of public.people has nulls");
    assertThat(registry.value("SELECT count(*) FROM pg_constraint WHERE conname LIKE 'segue_req%'"))
        .isEqualTo(0L);
  }

  @Test
  void aUniqueIndexOnASplitColumnHasACounterpartOverItsParts() {
    registry.execute("CREATE UNIQUE INDEX people_name ON people (name)");
    walkToReadNew(registry.names);

    assertThatThrownBy(() -> registry.flag(registry.names, FlagKind.RETIRE_OLD, 100))
        .hasMessageContaining(
            "CREATE UNIQUE INDEX CONCURRENTLY ON \"public\".\"people\" USING btree"
                + " ((\"first_name\" || coalesce(' ' || \"last_name\", '')))");
    registry.execute("CREATE UNIQUE INDEX ON people (first_name, last_name)");
    registry.flag(registry.names, FlagKind.RETIRE_OLD, 100);
  }

  @Test
  void aMergeGoesFromExpandToContractAndBack() {
    walkToNew(registry.address);
    leaveOld(registry.address);
    registry.execute("INSERT INTO people (id, address) VALUES (9001, 'Long Lane, 7')");

    registry.flag(registry.address, FlagKind.RETIRE_OLD, 0);
    assertThat(registry.backfill(registry.address, Direction.DOWN).written()).isEqualTo(1);
    assertThat(registry.verify(registry.address, Direction.DOWN).clean()).isTrue();
    registry.flag(registry.address, FlagKind.READ_NEW, 0);
    assertThat(database.rows("SELECT street, house FROM people WHERE id = 9001"))
        .containsExactly(List.of("Long Lane", "7"));

    registry.flag(registry.address, FlagKind.READ_NEW, 100);
    registry.flag(registry.address, FlagKind.RETIRE_OLD, 100);
    assertThat(registry.contract(registry.address)).containsExactly("street", "house");
  }

  @Test
  void anAddedColumnIsFilledAndLeavesNothingToDropOrToLose() {
    walkToNew(registry.total);
    leaveOld(registry.total);

    assertThat(
            registry.value(
                "SELECT count(*) FROM items WHERE total IS NOT DISTINCT FROM price * quantity"))
        .isEqualTo(1200L);
    assertThat(registry.contract(registry.total)).isEmpty();
    registry.execute("INSERT INTO items (id, legacy) VALUES (9001, '')");

    registry.flag(registry.total, FlagKind.RETIRE_OLD, 0);
    assertThatThrownBy(() -> registry.backfill(registry.total, Direction.DOWN))
        .hasMessageContaining("is current");
    registry.flag(registry.total, FlagKind.READ_NEW, 0);
    registry.flag(registry.total, FlagKind.WRITE_NEW, 0);
    assertThat(registry.context.stageOf(registry.total).isPlainOld()).isTrue();
  }

  @Test
  void aDroppedColumnNeedsNoBackfillAndIsDropped() {
    registry.flag(registry.legacy, FlagKind.WRITE_NEW, 100);
    assertThat(registry.backfill(registry.legacy, Direction.UP))
        .isEqualTo(new Backfill.Outcome(0, 0, 0));
    assertThat(registry.verify(registry.legacy, Direction.UP).clean()).isTrue();
    assertThat(registry.said)
        .anyMatch(line -> line.startsWith("nothing to fill: the new shape of migration"))
        .anyMatch(line -> line.startsWith("nothing to compare: the new shape of migration"));
    registry.flag(registry.legacy, FlagKind.READ_NEW, 100);
    registry.flag(registry.legacy, FlagKind.RETIRE_OLD, 100);

    registry.execute("INSERT INTO items (id) VALUES (9001)");
    assertThat(registry.contract(registry.legacy)).containsExactly("legacy");
    assertThat(registry.context.stageOf(registry.legacy))
        .isEqualTo(Stage.retired(registry.legacy.id()));
  }

  @Test
  void aDroppedColumnComesBackWithWhatItHeldAndDownElsewhere() {
    walkToNew(registry.legacy);
    leaveOld(registry.legacy);
    registry.execute("INSERT INTO items (id) VALUES (9001)");

    registry.flag(registry.legacy, FlagKind.RETIRE_OLD, 0);
    assertThatThrownBy(() -> registry.flag(registry.legacy, FlagKind.READ_NEW, 0))
        .isInstanceOf(MigratorException.class);
    assertThat(registry.verify(registry.legacy, Direction.DOWN).differences()).isEqualTo(1);
    assertThat(registry.backfill(registry.legacy, Direction.DOWN).written()).isEqualTo(1);
    assertThat(registry.verify(registry.legacy, Direction.DOWN).clean()).isTrue();
    registry.flag(registry.legacy, FlagKind.READ_NEW, 0);
    registry.flag(registry.legacy, FlagKind.WRITE_NEW, 0);

    assertThat(database.rows("SELECT legacy FROM items WHERE id IN (1, 9001) ORDER BY id"))
        .containsExactly(List.of("old 1"), List.of("x"));
    assertThatThrownBy(() -> registry.execute("INSERT INTO items (id) VALUES (9002)"))
        .hasMessageContaining("legacy");
  }

  @Test
  void aDroppedColumnThatMayBeNullComesBackAsItIs() {
    registry.execute("DROP SCHEMA segue CASCADE");
    registry.execute("ALTER TABLE items ALTER legacy DROP NOT NULL");
    registry.execute("UPDATE items SET legacy = NULL WHERE id = 1");
    registry.expand();
    walkToNew(registry.legacy);
    leaveOld(registry.legacy);

    registry.flag(registry.legacy, FlagKind.RETIRE_OLD, 0);
    assertThat(registry.backfill(registry.legacy, Direction.DOWN))
        .isEqualTo(new Backfill.Outcome(0, 0, 0));
    assertThat(registry.verify(registry.legacy, Direction.DOWN).clean()).isTrue();
    registry.flag(registry.legacy, FlagKind.READ_NEW, 0);
    assertThat(registry.value("SELECT count(*) FROM items WHERE legacy IS NULL")).isEqualTo(1L);
  }

  @Test
  void whatGuardsADroppedColumnGoesWithIt() {
    registry.execute(
        "CREATE UNIQUE INDEX ON items (legacy); ALTER TABLE items ADD CHECK (legacy > '')");
    walkToNew(registry.legacy);

    assertThat(registry.contract(registry.legacy)).containsExactly("legacy");
  }

  @Test
  void whoMayWriteAPartMayWriteWhatIsComputedFromIt() {
    registry.execute(
        """
        ALTER TABLE people DROP address;
        DROP ROLE IF EXISTS postman;
        CREATE ROLE postman;
        GRANT SELECT (id, street, house), UPDATE (street) ON people TO postman;
        GRANT SELECT (street), INSERT (id) ON people TO PUBLIC""");
    try {
      registry.expansion().run(registry.address, registry);

      assertThat(
              registry.value(
                  """
                  SELECT has_column_privilege('postman', 'people', 'address', 'UPDATE')
                     AND has_column_privilege('postman', 'people', 'address', 'SELECT')
                     AND NOT has_column_privilege('postman', 'people', 'address', 'INSERT')
                     AND NOT EXISTS (
                       SELECT FROM pg_attribute a, aclexplode(a.attacl) x
                       WHERE attrelid = 'people'::regclass AND attname = 'address'
                         AND x.grantee = 0)"""))
          .isEqualTo(true);
    } finally {
      registry.execute("DROP OWNED BY postman; DROP ROLE postman");
    }
  }

  @Test
  void aMappingReadsColumnsThatStay() {
    walkToNew(registry.euro);

    assertThat(registry.value("SELECT count(*) FROM invoices WHERE amount_eur = amount * rate"))
        .isEqualTo(1200L);
    assertThatThrownBy(() -> registry.execute("INSERT INTO invoices (id, rate) VALUES (9001, 1)"))
        .hasMessageContaining("amount_eur");
    assertThat(registry.contract(registry.euro)).containsExactly("amount");
  }
}
