package dev.segue.migrator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Warehouse;
import dev.segue.migrator.status.MigrationStatus;
import dev.segue.migrator.status.StatusReading;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
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
      assertThat(database.rows("SELECT id, email FROM customers_wide WHERE id > 700 ORDER BY id"))
          .containsExactly(List.of(710L, "a"), List.of(720L, "b"), List.of(730L, "c"));
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
  void whatHangsOnTheOldTableStandsInTheWay() {
    warehouse.writeBoth();
    warehouse.walkToNew(warehouse.customers);
    warehouse.execute(
        """
        CREATE TABLE visits (customer int CONSTRAINT visits_of REFERENCES customers);
        CREATE VIEW customer_names AS SELECT name FROM customers;
        CREATE FUNCTION name_of(c customers) RETURNS text LANGUAGE sql AS 'SELECT c.name';
        CREATE SEQUENCE tickets OWNED BY customers.id""");
    warehouse.execute("CREATE TABLE tickets_of (id int DEFAULT nextval('tickets'))");
    try {
      assertThatThrownBy(() -> warehouse.contract(warehouse.customers))
          .isInstanceOf(MigratorException.class)
          .hasMessageContaining("other things in the database hang on table public.customers")
          .hasMessageContaining("constraint visits_of on table visits")
          .hasMessageContaining("view customer_names")
          .hasMessageContaining("function name_of(customers)")
          .hasMessageContaining("default value for column id of table tickets_of")
          .hasMessageContaining(
              "ALTER TABLE visits DROP CONSTRAINT visits_of, ADD CONSTRAINT visits_of"
                  + " FOREIGN KEY (customer) REFERENCES public.customers_wide(id) NOT VALID");
      assertThat(warehouse.value("SELECT count(*) FROM customers")).isEqualTo(700L);
    } finally {
      warehouse.execute(
          """
          ALTER TABLE visits DROP CONSTRAINT visits_of,
            ADD CONSTRAINT visits_of FOREIGN KEY (customer) REFERENCES customers_wide;
          DROP VIEW customer_names;
          DROP FUNCTION name_of;
          DROP TABLE tickets_of""");
    }
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
  void retiringWaitsForForeignKeysAndForWhatGuards() {
    warehouse.execute(
        """
        CREATE TABLE visits (customer int CONSTRAINT visits_of REFERENCES customers);
        ALTER TABLE customers ADD CONSTRAINT customers_check CHECK (mail <> name)""");
    warehouse.writeBoth();
    warehouse.execute("ALTER TABLE customers_wide DROP CONSTRAINT customers_check");

    assertThatThrownBy(() -> warehouse.walkToNew(warehouse.customers))
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining("2 things on table public.customers would be left behind")
        .hasMessageContaining("constraint visits_of on table visits")
        .hasMessageContaining("give public.customers_wide one like customers_check");
    warehouse.execute(
        """
        ALTER TABLE visits DROP CONSTRAINT visits_of, ADD CONSTRAINT visits_of
          FOREIGN KEY (customer) REFERENCES public.customers_wide(id) NOT VALID;
        ALTER TABLE customers_wide ADD CONSTRAINT customers_check CHECK (email <> name)""");
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
