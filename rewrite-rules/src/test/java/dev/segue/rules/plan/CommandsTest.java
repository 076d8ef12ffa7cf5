package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.sql.LexicalSettings;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands may run on a table in migration, and which reach one without naming it. */
class CommandsTest {

  private final StatementEngine engine =
      new StatementEngine(
          RulesFile.read("segue.yaml", new StringReader(ShopCatalog.RULES)), Speaks.OLD);

  private Outcome outcome(String sql) {
    return outcome(sql, SearchPath.standard());
  }

  private Outcome outcome(String sql, SearchPath path) {
    assertThat(engine.concerns(sql)).as("concerns").isTrue();
    return engine
        .plan(sql, KeysRequest.NONE, new ShopCatalog(), path, LexicalSettings.JDBC)
        .on(migration -> Route.BOTH_READ_OLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE customers RENAME TO clients",
        "ALTER TABLE customers RENAME COLUMN city TO town",
        "ALTER TABLE customers RENAME CONSTRAINT a TO b",
        "ALTER TABLE customers SET SCHEMA elsewhere",
        "ALTER TABLE customers ADD COLUMN note text",
        "ALTER TABLE customers ADD note text",
        "ALTER TABLE IF EXISTS ONLY public.customers DROP COLUMN city",
        "ALTER TABLE \"customers\" ALTER city TYPE varchar(10)",
        "ALTER TABLE customers ALTER COLUMN city SET NOT NULL",
        "ALTER TABLE customers ALTER city SET DEFAULT 'a'",
        "ALTER TABLE customers VALIDATE CONSTRAINT a, DROP COLUMN city",
        "ALTER TABLE customers ADD CONSTRAINT a CHECK (name <> '')",
        "ALTER TABLE customers ADD UNIQUE (full_name)",
        "ALTER TABLE customers DROP CONSTRAINT a",
        "ALTER TABLE customers INHERIT parent",
        "ALTER TABLE customers DISABLE TRIGGER ALL",
        "ALTER TABLE customers ENABLE ALWAYS RULE a",
        "ALTER TABLE parts ATTACH PARTITION customers FOR VALUES IN (1)",
        "ALTER TABLE customers ATTACH PARTITION part FOR VALUES IN (1)",
        "ALTER TABLE customers DETACH PARTITION part",
        "ALTER TABLE child INHERIT customers",
        "ALTER FOREIGN TABLE customers ADD COLUMN note text",
        "DROP TABLE customers",
        "DROP TABLE a, customers CASCADE",
        "DROP SCHEMA public CASCADE",
        "drop /* all */ schema if exists public cascade",
        "DROP OWNED BY someone",
        "DROP TYPE mood CASCADE",
        "DROP EXTENSION citext CASCADE",
        "SELECT 1; DROP SEQUENCE s CASCADE",
        "ALTER SCHEMA public RENAME TO other",
        "CREATE RULE r AS ON INSERT TO customers DO INSTEAD NOTHING",
        "CREATE TRIGGER t BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE POLICY p ON customers USING (name = 'a')",
        "CREATE INDEX i ON customers (lower(name))",
        "CREATE STATISTICS s ON name, city FROM customers",
        "ALTER SEQUENCE s OWNED BY customers.name",
        "GRANT SELECT (name) ON customers TO someone",
        "CREATE TABLE copied (LIKE customers INCLUDING ALL)",
        "CREATE TABLE child () INHERITS (customers)",
        "CREATE TABLE holders (c customers)",
        "CREATE TABLE a (b text REFERENCES customers (name))",
        "CREATE TEMP TABLE customers (id int)",
        "CREATE VIEW v AS SELECT name FROM customers"
      })
  void isRefusedWhatWouldChangeAShapeOrServeOneOnly(String sql) {
    assertThat(outcome(sql))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().sqlState()).isEqualTo("0A000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE public.customers DROP COLUMN city",
        "ALTER TABLE \"public\" . \"customers\" RENAME TO clients",
        "DROP TABLE a, public.customers",
        "CREATE TRIGGER t BEFORE INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION f()"
      })
  void isRefusedOutsideTheSearchPathToo(String sql) {
    assertThat(outcome(sql, new SearchPath(List.of("pg_catalog", "elsewhere"))))
        .isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE customers VALIDATE CONSTRAINT a",
        "ALTER TABLE customers ALTER COLUMN name SET STATISTICS 100, ALTER id SET STORAGE PLAIN",
        "ALTER TABLE public.customers OWNER TO someone",
        "ALTER TABLE customers SET (fillfactor = 70), RESET (autovacuum_enabled)",
        "ALTER TABLE customers SET TABLESPACE fast",
        "ALTER TABLE customers CLUSTER ON a, SET WITHOUT CLUSTER",
        "ALTER TABLE customers REPLICA IDENTITY FULL",
        "ALTER TABLE customers ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE customers NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE customers ADD CONSTRAINT a CHECK (city <> '') NOT VALID",
        "ALTER TABLE customers ADD FOREIGN KEY (city) REFERENCES cities (id)",
        "ALTER TABLE notes ADD FOREIGN KEY (customer) REFERENCES customers (id)",
        "CREATE TABLE notes (name text, customer bigint REFERENCES customers ON DELETE CASCADE)",
        "CREATE TABLE notes (customers int)",
        "CREATE TABLE part PARTITION OF customers FOR VALUES IN (1)",
        "CREATE TABLE IF NOT EXISTS customers (id int)",
        "CREATE INDEX i ON customers (city)",
        "CREATE STATISTICS s ON id, city FROM customers",
        "CREATE POLICY p ON customers USING (city = current_user)",
        "DROP POLICY p ON customers",
        "ALTER SEQUENCE s OWNED BY customers.id",
        "GRANT SELECT ON customers TO someone",
        "TRUNCATE customers CASCADE",
        "COMMENT ON COLUMN customers.name IS 'a'",
        "LOCK TABLE customers",
        "DROP SCHEMA elsewhere CASCADE",
        "DROP TABLE elsewhere CASCADE"
      })
  void runsWhatDoesToEitherShapeTheSame(String sql) {
    assertThat(outcome(sql))
        .isInstanceOfSatisfying(
            Outcome.Planned.class, planned -> assertThat(planned.plan().sql()).isEqualTo(sql));
  }
}
