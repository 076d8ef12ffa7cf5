package dev.segue.migrator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.OperatorBench;
import dev.segue.migrator.Warehouse;
import dev.segue.migrator.status.MigrationStatus;
import dev.segue.migrator.status.StatusReading;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dropping the table whose place another one has taken. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class CopyContractionTest {

  private final TestDatabase database;
  private Warehouse warehouse;

  CopyContractionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void writeBoth() {
    warehouse = new Warehouse(database);
    database.execute("DROP VIEW IF EXISTS customer_names");
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void theSequenceOfASerialColumnGoesOnWithTheNewTable() {
    warehouse.writeBoth();
    warehouse.walkToNew(warehouse.orders);
    warehouse.execute("INSERT INTO orders_by_month (placed, amount) VALUES ('2026-01-01', 1)");

    assertThat(warehouse.contract(warehouse.orders)).containsExactly("public.orders");
    warehouse.execute("INSERT INTO orders_by_month (placed, amount) VALUES ('2026-01-02', 2)");
    assertThat(database.rows("SELECT id FROM orders_by_month WHERE id > 2000 ORDER BY id"))
        .containsExactly(List.of(2001L), List.of(2002L));
    assertThat(warehouse.value("SELECT pg_get_serial_sequence('orders_by_month', 'id')"))
        .isEqualTo("public.orders_id_seq");
    assertThat(warehouse.context.stageOf(warehouse.orders))
        .isEqualTo(Stage.retired(warehouse.orders.id()));
    assertThat(warehouse.contract(warehouse.orders)).as("once more").isEmpty();
  }

  @Test
  void anotherSequenceTakesThePlaceOfThatOfAnIdentityColumn() {
    database.execute(
        """
        DROP ROLE IF EXISTS clerk;
        CREATE ROLE clerk;
        GRANT INSERT ON customers TO clerk;
        ALTER TABLE customers ALTER id SET INCREMENT BY 10""");
    try {
      warehouse.writeBoth();
      warehouse.walkToNew(warehouse.customers);
      warehouse.execute(
          """
          INSERT INTO customers_wide (email) VALUES ('a');
          INSERT INTO segue.old_column
          VALUES ('public', 'customers', 'long_ago', 'an-earlier-one', 9, 'text', 'text', -1, NULL, true)""");

      assertThat(warehouse.contract(warehouse.customers)).containsExactly("public.customers");
      database.execute(
          """
          SET ROLE clerk;
          INSERT INTO customers_wide (email) VALUES ('b'), ('c');
          RESET ROLE""");
      long stretch = 10L * warehouse.stretch();
      assertThat(database.rows("SELECT id, email FROM customers_wide WHERE id > 700 ORDER BY id"))
          .containsExactly(
              List.of(710L, "a"), List.of(720L + stretch, "b"), List.of(730L + stretch, "c"));
      assertThat(
              database.rows(
                  """
                  SELECT pg_get_serial_sequence('customers_wide', 'id'), seqtypid::regtype::text,
                         seqmax
                  FROM pg_sequence WHERE seqrelid = 'customers_id_seq'::regclass"""))
          .containsExactly(List.of("public.customers_id_seq", "bigint", Long.MAX_VALUE));
      assertThat(
              database.rows(
                  """
                  SELECT column_name, migration FROM segue.old_column
                  WHERE table_name = 'customers' ORDER BY position"""))
          .as("what an application of the old shape goes by")
          .containsExactly(
              List.of("id", "customers-bigint"),
              List.of("name", "customers-bigint"),
              List.of("mail", "customers-bigint"),
              List.of("country", "customers-bigint"));
    } finally {
      database.execute("DROP OWNED BY clerk; DROP ROLE clerk");
    }
  }

  @Test
  void partitionsDrawFromTheOtherSequenceToo() {
    String rules =
        """
        segue: 1
        migrations:
          tickets-by-day:
            table: public.tickets
            copy:
              to: public.tickets_by_day
              create: |
                CREATE TABLE public.tickets_by_day (
                  id int DEFAULT nextval('public."the ids"'), day date, PRIMARY KEY (id, day))
                  PARTITION BY RANGE (day);
                CREATE TABLE public.tickets_1 PARTITION OF public.tickets_by_day DEFAULT
        """;
    String tables =
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS tickets, tickets_by_day CASCADE;
        CREATE TABLE tickets (
          id int GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME "the ids") PRIMARY KEY,
          day date NOT NULL);
        INSERT INTO tickets (day) SELECT '2026-01-01' FROM generate_series(1, 7)""";
    try (OperatorBench bench = new OperatorBench(database, tables, rules) {}) {
      bench.ageControlTables();
      Migration migration = bench.context.rules().migrations().get(0);
      bench.expansion().run(migration, bench);
      bench.flag(migration, FlagKind.WRITE_NEW, 100);
      bench.backfill(migration, Direction.UP);
      bench.verify(migration, Direction.UP);
      bench.flag(migration, FlagKind.READ_NEW, 100);
      bench.flag(migration, FlagKind.RETIRE_OLD, 100);

      int stretch = bench.stretch();
      assertThat(bench.contract(migration)).containsExactly("public.tickets");
      bench.execute("INSERT INTO tickets_by_day (day) VALUES ('2026-01-02')");
      bench.execute("INSERT INTO tickets_1 (day) VALUES ('2026-01-03')");
      assertThat(database.rows("SELECT id FROM tickets_by_day WHERE id > 7 ORDER BY id"))
          .containsExactly(List.of(8 + stretch), List.of(9 + stretch));
      bench.execute("DROP TABLE tickets_by_day");
      assertThat(database.rows("SELECT FROM pg_class WHERE relname = 'the ids'"))
          .as("it belongs to the new column")
          .isEmpty();
    }
  }

  @Test
  void whatHangsOnTheOldTableStandsInTheWay() {
    warehouse.writeBoth();
    warehouse.walkToNew(warehouse.customers);
    warehouse.execute(
        """
        CREATE VIEW customer_names AS SELECT name FROM customers;
        CREATE FUNCTION name_of(c customers) RETURNS text LANGUAGE sql AS 'SELECT c.name';
        CREATE SEQUENCE tickets OWNED BY customers.id""");
    warehouse.execute("CREATE TABLE tickets_of (id int DEFAULT nextval('tickets'))");
    try {
      assertThatThrownBy(() -> warehouse.contract(warehouse.customers))
          .isInstanceOf(MigratorException.class)
          .hasMessageContaining("other things in the database hang on table public.customers")
          .hasMessageContaining("view customer_names")
          .hasMessageContaining("function name_of(customers)")
          .hasMessageContaining("default value for column id of table tickets_of");
      assertThat(warehouse.value("SELECT count(*) FROM customers")).isEqualTo(700L);
    } finally {
      warehouse.execute(
          """
          DROP VIEW customer_names;
          DROP FUNCTION name_of;
          DROP TABLE tickets_of""");
    }
    assertThat(warehouse.contract(warehouse.customers)).containsExactly("public.customers");
  }

  /** The evidence does not count it, since the table that it is on is copied too. */
  @Test
  void theForeignKeyOfACopiedTableGoesOverAndComesBack() {
    String pointsAt =
        "SELECT confrelid::regclass::text FROM pg_constraint WHERE conname = 'orders_of'";
    warehouse.execute("ALTER TABLE orders ADD of int CONSTRAINT orders_of REFERENCES customers");
    warehouse.writeBoth();
    warehouse.walkToNew(warehouse.customers);
    assertThat(warehouse.value(pointsAt)).isEqualTo("customers_wide");

    warehouse.flag(warehouse.customers, FlagKind.RETIRE_OLD, 0);
    warehouse.flag(warehouse.customers, FlagKind.READ_NEW, 0);
    warehouse.flag(warehouse.customers, FlagKind.WRITE_NEW, 0);

    assertThat(warehouse.value(pointsAt)).isEqualTo("customers");
  }

  @Test
  void aForeignKeyThatIsNewPutsTheOldTableInUseAgain() {
    warehouse.writeBoth();
    warehouse.walkToNew(warehouse.customers);
    warehouse.execute("CREATE TABLE visits (customer int REFERENCES customers)");

    assertThatThrownBy(() -> warehouse.contract(warehouse.customers))
        .hasMessageContaining("is still in use")
        .hasMessageContaining("Run: segue flag customers-bigint retire-old on");
    warehouse.flag(warehouse.customers, FlagKind.RETIRE_OLD, 100);
    assertThat(warehouse.contract(warehouse.customers)).containsExactly("public.customers");
  }

  @Test
  void itsOwnTriggersPoliciesAndRulesGoWithIt() {
    warehouse.execute(
        """
        CREATE POLICY mine ON customers USING (mail <> '');
        CREATE OR REPLACE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER quiet AFTER UPDATE OF mail ON customers
          FOR EACH ROW WHEN (NEW.mail <> OLD.mail) EXECUTE FUNCTION nothing();
        CREATE STATISTICS both_names ON name, mail FROM customers;
        ALTER TABLE customers ADD of_customer int REFERENCES customers""");
    warehouse.writeBoth();
    warehouse.walkToReadNew(warehouse.customers);
    warehouse.execute(
        "ALTER TABLE customers_wide ADD FOREIGN KEY (of_customer) REFERENCES customers_wide");
    warehouse.flag(warehouse.customers, FlagKind.RETIRE_OLD, 100);

    assertThat(warehouse.contract(warehouse.customers)).containsExactly("public.customers");
  }

  @Test
  void aTableThatIsStillWrittenStays() {
    warehouse.writeBoth();

    assertThatThrownBy(() -> warehouse.contract(warehouse.orders))
        .hasMessageContaining("is still in use");
  }

  @Test
  void retiringWaitsForWhatGuards() {
    warehouse.execute("ALTER TABLE customers ADD CONSTRAINT customers_check CHECK (mail <> name)");
    warehouse.writeBoth();
    warehouse.execute("ALTER TABLE customers_wide DROP CONSTRAINT customers_check");

    assertThatThrownBy(() -> warehouse.walkToNew(warehouse.customers))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("1 thing on table public.customers would be left behind")
        .hasMessageContaining("give public.customers_wide one like customers_check");
    warehouse.execute(
        "ALTER TABLE customers_wide ADD CONSTRAINT customers_check CHECK (email <> name)");
    warehouse.flag(warehouse.customers, FlagKind.RETIRE_OLD, 100);
  }

  @Test
  void leavingTheNewTableMakesItStaleAndNothingElse() {
    warehouse.writeBoth();
    warehouse.walkToReadNew(warehouse.orders);
    warehouse.flag(warehouse.orders, FlagKind.READ_NEW, 0);

    warehouse.flag(warehouse.orders, FlagKind.WRITE_NEW, 0);

    assertThat(warehouse.context.stageOf(warehouse.orders).isPlainOld()).isTrue();
    assertThat(warehouse.context.evidenceOf(warehouse.orders).verifiedClean()).isFalse();
    assertThat(warehouse.value("SELECT count(*) FROM orders_by_month")).isEqualTo(2000L);
    assertThat(new StatusReading(warehouse.context).read(List.of(warehouse.orders)).migrations())
        .extracting(MigrationStatus::table, MigrationStatus::changes)
        .containsExactly(tuple("public.orders", List.of("table -> public.orders_by_month")));
  }
}
