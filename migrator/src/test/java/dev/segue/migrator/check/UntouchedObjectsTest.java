package dev.segue.migrator.check;

import static dev.segue.migrator.check.StrayObjects.BOTH_NAMES;
import static dev.segue.migrator.check.StrayObjects.TRIGGER_FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What else in the database touches nothing that a migration changes: not found. */
@ExtendWith(PostgresExtension.class)
class UntouchedObjectsTest {

  private final TestDatabase database;

  UntouchedObjectsTest(TestDatabase database) {
    this.database = database;
  }

  @AfterEach
  void tidyUp() {
    StrayObjects.tidyUp(database);
  }

  private static Stream<Arguments> silent() {
    return Stream.of(
        arguments("CREATE VIEW stray.v AS SELECT id, count(*) FROM orders GROUP BY id"),
        arguments("CREATE MATERIALIZED VIEW stray.m AS SELECT id FROM orders"),
        arguments(
            """
            CREATE TABLE stray.log (id bigint);
            CREATE RULE keep AS ON INSERT TO stray.log DO ALSO DELETE FROM orders WHERE id = NEW.id"""),
        arguments(
            """
            CREATE FUNCTION stray.f() RETURNS bigint LANGUAGE plpgsql AS
            $$BEGIN -- amount
              RETURN (SELECT count(*) FROM orders) /* amount * 2 */; END$$"""),
        arguments(
            """
            CREATE FUNCTION stray.f() RETURNS void LANGUAGE plpgsql AS
            $$BEGIN UPDATE reorders SET amount = 1; END$$"""),
        arguments(
            """
            CREATE FUNCTION stray.f() RETURNS bigint LANGUAGE sql
            BEGIN ATOMIC SELECT count(*) FROM orders; END"""),
        arguments(
            TRIGGER_FUNCTION.formatted("NEW.id := NEW.id + 1;")
                + "CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stray.t()"),
        arguments(
            TRIGGER_FUNCTION.formatted("PERFORM NEW.id;")
                + """
                CREATE TRIGGER t AFTER UPDATE OF id ON orders FOR EACH ROW WHEN (NEW.id > 1)
                EXECUTE FUNCTION stray.t()"""),
        arguments(
            TRIGGER_FUNCTION.formatted("PERFORM NEW.amount;")
                + """
                CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stray.t();
                ALTER TABLE orders DISABLE TRIGGER t"""),
        arguments("CREATE POLICY p ON orders USING (id > 0)"),
        arguments("ALTER TABLE orders ADD twice bigint GENERATED ALWAYS AS (id * 2) STORED"),
        arguments("ALTER TABLE orders ALTER amount SET DEFAULT 1"),
        arguments(
            """
            ALTER TABLE orders ALTER amount SET DEFAULT random();
            ALTER TABLE orders ADD amount_cents bigint DEFAULT 1"""),
        arguments("ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0)"),
        arguments(
            """
            ALTER TABLE orders ADD amount_cents bigint CHECK (amount_cents > 0);
            ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0)"""),
        arguments("ALTER TABLE orders ADD CONSTRAINT x EXCLUDE (id WITH =)"),
        arguments("CREATE INDEX i ON orders (id) INCLUDE (id)"),
        arguments(
            """
            ALTER TABLE orders ADD amount_cents bigint;
            CREATE INDEX i ON orders (amount); CREATE INDEX j ON orders (amount_cents)"""),
        arguments("CREATE STATISTICS stray.s ON shop, email FROM customers"),
        arguments(
            """
            CREATE TABLE stray.keys (id bigint PRIMARY KEY);
            ALTER TABLE orders ADD CONSTRAINT f
              FOREIGN KEY (id) REFERENCES stray.keys ON UPDATE CASCADE ON DELETE CASCADE NOT VALID"""),
        arguments(
            BOTH_NAMES
                + """
                ; ALTER TABLE customers
                  ADD FOREIGN KEY (full_name) REFERENCES stray.names ON UPDATE CASCADE NOT VALID"""),
        arguments("CREATE TABLE stray.other (id bigint REFERENCES orders ON DELETE CASCADE)"),
        arguments(
            """
            ALTER TABLE orders ADD amount_cents bigint;
            CREATE PUBLICATION news FOR TABLE orders"""),
        arguments(
            """
            CREATE TABLE stray.other (id bigint PRIMARY KEY);
            CREATE PUBLICATION news FOR TABLE stray.other"""),
        arguments(
            """
            CREATE UNIQUE INDEX i ON orders (id);
            ALTER TABLE orders REPLICA IDENTITY USING INDEX i"""));
  }

  @ParameterizedTest
  @MethodSource("silent")
  void staysSilent(String change) {
    assertThat(StrayObjects.check(database, change)).isEmpty();
  }
}
