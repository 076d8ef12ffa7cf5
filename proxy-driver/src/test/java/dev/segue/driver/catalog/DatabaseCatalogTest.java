package dev.segue.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.OldColumn;
import dev.segue.driver.control.OldColumns;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.MigrationId;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.RowRewrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(PostgresExtension.class)
class DatabaseCatalogTest {

  private final TestDatabase database;
  private final DataSource dataSource;

  DatabaseCatalogTest(TestDatabase database) {
    this.database = database;
    this.dataSource = dataSource(database.url());
  }

  private static DataSource dataSource(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  @BeforeEach
  void emptyDatabase() {
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP SCHEMA IF EXISTS "Shop" CASCADE;
        CREATE SCHEMA "Shop";
        CREATE TYPE "Shop".mood AS ENUM ('sad', 'happy');
        CREATE TABLE "Shop"."Orders" (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          gone text,
          amount numeric(12,2) NOT NULL DEFAULT 0,
          mood "Shop".mood,
          label varchar(20),
          twice numeric GENERATED ALWAYS AS (amount * 2) STORED)""");
  }

  private Relation orders() {
    return DatabaseCatalog.of(dataSource).relation("Shop", "Orders").orElseThrow();
  }

  @Test
  void aReplacedSequenceIsNotDrawnFrom() {
    database.execute(
        """
        CREATE TABLE "Shop".kept (id int GENERATED ALWAYS AS IDENTITY);
        DO $$ BEGIN EXECUTE format('ALTER SEQUENCE "Shop".kept_id_seq RENAME TO segue_left_%s',
          '"Shop".kept_id_seq'::regclass::oid); END $$""");
    CatalogColumn id =
        DatabaseCatalog.of(dataSource).relation("Shop", "kept").orElseThrow().columns().get(0);
    assertThat(id.defaultExpression()).as("nothing remembers it").isEmpty();
    assertThat(id.generated()).isTrue();
  }

  @Test
  void showsWhichRowsAPartitionTakes() throws SQLException {
    database.execute(
        """
        CREATE TABLE "Shop".by_mood (mood "Shop".mood) PARTITION BY LIST (mood);
        CREATE TABLE "Shop".happy PARTITION OF "Shop".by_mood FOR VALUES IN ('happy');
        CREATE TABLE "Shop".rest PARTITION OF "Shop".by_mood DEFAULT""");

    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      assertThat(RelationReading.read(connection, "Shop", "happy").orElseThrow().bounds())
          .get()
          .asString()
          .endsWith("(mood = 'happy'::\"Shop\".mood))");
      // Nothing else waits for a table while it is locked.
      assertThat(
              database.rows(
                  "SELECT relation::regclass::text FROM pg_locks"
                      + " WHERE relation IN ('\"Shop\".happy'::regclass, '\"Shop\".by_mood'::regclass)"))
          .isEmpty();
    }
    DatabaseCatalog catalog = DatabaseCatalog.of(dataSource);
    assertThat(catalog.relation("Shop", "rest").orElseThrow().bounds())
        .get()
        .asString()
        .startsWith("(NOT (");
    assertThat(catalog.relation("Shop", "by_mood").orElseThrow().bounds()).isEmpty();
  }

  @Test
  void showsColumnsInOrderWithTypesDefaultsAndConstraints() {
    assertThat(orders().columns())
        .containsExactly(
            new CatalogColumn(
                "id",
                1,
                new ColumnType("bigint", "bigint", -1),
                true,
                Optional.of("pg_catalog.nextval('\"Shop\".\"Orders_id_seq\"'::regclass)"),
                true,
                true),
            new CatalogColumn(
                "gone",
                2,
                new ColumnType("text", "text", -1),
                false,
                Optional.empty(),
                false,
                true),
            new CatalogColumn(
                "amount",
                3,
                new ColumnType("numeric(12,2)", "numeric", (12 << 16 | 2) + 4),
                true,
                Optional.of("0"),
                false,
                true),
            new CatalogColumn(
                "mood",
                4,
                new ColumnType("\"Shop\".mood", "\"Shop\".mood", -1),
                false,
                Optional.empty(),
                false,
                true),
            new CatalogColumn(
                "label",
                5,
                new ColumnType("character varying(20)", "character varying", 24),
                false,
                Optional.empty(),
                false,
                true),
            new CatalogColumn(
                "twice",
                6,
                new ColumnType("numeric", "numeric", -1),
                false,
                Optional.of("(amount * (2)::numeric)"),
                true,
                true));
  }

  @Test
  void hasNothingUnderAnotherSpelling() {
    DatabaseCatalog catalog = DatabaseCatalog.of(dataSource);

    assertThat(catalog.relation("shop", "orders")).isEmpty();
    assertThat(catalog.relation("Shop", "orders")).isEmpty();
  }

  @Test
  void showsOneStateForAsLongAsItLives() {
    DatabaseCatalog catalog = DatabaseCatalog.of(dataSource);
    Relation before = catalog.relation("Shop", "Orders").orElseThrow();

    database.execute("ALTER TABLE \"Shop\".\"Orders\" ADD COLUMN later int");

    assertThat(catalog.relation("Shop", "Orders")).containsSame(before);
    assertThat(orders().presentColumn("later")).isPresent();
  }

  @Test
  void putsRememberedColumnsWhereTheyStood() throws SQLException {
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
      new OldColumns(connection)
          .remember(
              new MigrationId("orders-gone"),
              new OldColumn(
                  "Shop",
                  "Orders",
                  "gone",
                  2,
                  new ColumnType("text", "text", -1),
                  Optional.of("'x'::text"),
                  true));
    }
    assertThat(orders().presentColumn("gone")).isPresent();

    database.execute("ALTER TABLE \"Shop\".\"Orders\" DROP COLUMN gone");

    assertThat(orders().columns().stream().map(CatalogColumn::name))
        .containsExactly("id", "gone", "amount", "mood", "label", "twice");
    assertThat(orders().presentColumn("gone")).isEmpty();
    assertThat(orders().column("gone").orElseThrow().notNull()).isTrue();
  }

  @Test
  void namesWhatChangesRowsBehindAStatement() {
    database.execute(
        """
        CREATE FUNCTION "Shop".touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER before_row BEFORE UPDATE ON "Shop"."Orders"
          FOR EACH ROW EXECUTE FUNCTION "Shop".touch();
        CREATE TRIGGER before_statement BEFORE UPDATE ON "Shop"."Orders"
          EXECUTE FUNCTION "Shop".touch();
        CREATE TRIGGER after_row AFTER UPDATE ON "Shop"."Orders"
          FOR EACH ROW EXECUTE FUNCTION "Shop".touch();
        CREATE TRIGGER off BEFORE INSERT ON "Shop"."Orders"
          FOR EACH ROW EXECUTE FUNCTION "Shop".touch();
        ALTER TABLE "Shop"."Orders" DISABLE TRIGGER off;
        CREATE RULE keep AS ON DELETE TO "Shop"."Orders" DO INSTEAD NOTHING""");

    assertThat(orders().rewritesRows())
        .extracting(RowRewrite::name)
        .containsExactly("rule keep", "trigger before_row");
  }

  @Test
  void namesTheTriggersOfPartitions() {
    database.execute(
        """
        CREATE TABLE "Shop".log (id int, day int) PARTITION BY RANGE (day);
        CREATE TABLE "Shop".log_1 PARTITION OF "Shop".log FOR VALUES FROM (1) TO (2);
        CREATE FUNCTION "Shop".touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER on_part BEFORE INSERT ON "Shop".log_1
          FOR EACH ROW EXECUTE FUNCTION "Shop".touch()""");

    Relation log = DatabaseCatalog.of(dataSource).relation("Shop", "log").orElseThrow();

    assertThat(log.rewritesRows()).extracting(RowRewrite::name).containsExactly("trigger on_part");
  }

  @Test
  void knowsWhatADeletionReaches() {
    database.execute(
        """
        CREATE TABLE "Shop".visits (
          a bigint REFERENCES "Shop"."Orders" ON DELETE CASCADE,
          "B" bigint REFERENCES "Shop"."Orders" ON DELETE SET NULL,
          c bigint REFERENCES "Shop"."Orders" ON UPDATE CASCADE)""");

    assertThat(orders().deletionsReach())
        .containsExactly("\"Shop\".visits (B)", "\"Shop\".visits (a)");
  }

  @Test
  void knowsVolatileFunctionsAndOperators() {
    database.execute(
        """
        CREATE FUNCTION "Shop".dice(int, int) RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 1';
        CREATE OPERATOR "Shop".<~> (LEFTARG = int, RIGHTARG = int, FUNCTION = "Shop".dice)""");
    DatabaseCatalog catalog = DatabaseCatalog.of(dataSource);

    assertThat(catalog.isVolatileFunction("random")).isTrue();
    assertThat(catalog.isVolatileFunction("nextval")).isTrue();
    assertThat(catalog.isVolatileFunction("dice")).isTrue();
    assertThat(catalog.isVolatileFunction("now")).isFalse();
    assertThat(catalog.isVolatileFunction("lower")).isFalse();
    assertThat(catalog.isVolatileOperator("<~>")).isTrue();
    assertThat(catalog.isVolatileOperator("+")).isFalse();
  }

  @Test
  void saysThatTheDatabaseCouldNotBeAsked() {
    DataSource nowhere = dataSource("jdbc:postgresql://127.0.0.1:1/none?user=u");

    assertThatThrownBy(() -> DatabaseCatalog.of(nowhere).relation("Shop", "Orders"))
        .isInstanceOf(CatalogUnavailableException.class)
        .hasMessageStartingWith("could not read the catalog for relation \"Shop.Orders\"");
  }

  @Test
  void leavesTheConnectionAsItWas() throws SQLException {
    try (Connection connection = database.connect()) {
      DataSource same = new OneConnection(connection);
      DatabaseCatalog.of(same).relation("Shop", "Orders");

      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
      try (var statement = connection.createStatement();
          var result = statement.executeQuery("SHOW lock_timeout")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getString(1)).isEqualTo("0");
      }
    }
  }

  /** Gives one connection, whose close does nothing. */
  private static final class OneConnection extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Connection connection;

    OneConnection(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Connection getConnection() {
      return (Connection)
          java.lang.reflect.Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) ->
                  method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }
  }
}
