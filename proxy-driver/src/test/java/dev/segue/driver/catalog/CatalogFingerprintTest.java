package dev.segue.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(PostgresExtension.class)
class CatalogFingerprintTest {

  private final TestDatabase database;
  private final PGSimpleDataSource dataSource = new PGSimpleDataSource();

  CatalogFingerprintTest(TestDatabase database) {
    this.database = database;
    dataSource.setUrl(database.url());
  }

  @BeforeEach
  void twoTables() {
    database.execute(
        """
        DROP SCHEMA public CASCADE;
        CREATE SCHEMA public;
        DROP SCHEMA IF EXISTS app CASCADE;
        CREATE SCHEMA app;
        CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TABLE public.orders (id int PRIMARY KEY, amount numeric(12,2), label varchar(10));
        CREATE TABLE public.other (id int)""");
  }

  private CatalogFingerprint fingerprint() {
    return CatalogFingerprint.read(dataSource, List.of("orders"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE orders ADD COLUMN amount_cents bigint",
        "ALTER TABLE orders DROP COLUMN amount",
        "ALTER TABLE orders RENAME COLUMN amount TO sum",
        "ALTER TABLE orders ALTER COLUMN label TYPE varchar(11)",
        "ALTER TABLE orders ALTER COLUMN amount SET NOT NULL",
        "ALTER TABLE orders ALTER COLUMN amount SET DEFAULT 1",
        "CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
        "CREATE RULE r AS ON DELETE TO orders DO INSTEAD NOTHING",
        "CREATE TABLE app.orders (id int)",
        "DROP TABLE orders",
        "CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER FUNCTION touch() STABLE",
        "ALTER TABLE other ADD FOREIGN KEY (id) REFERENCES orders"
      })
  void isAnotherOneAfter(String change) {
    CatalogFingerprint before = fingerprint();

    database.execute(change);

    assertThat(fingerprint()).isNotEqualTo(before);
  }

  @Test
  void staysTheSameWhileOnlyDataAndOtherTablesChange() {
    CatalogFingerprint before = fingerprint();

    database.execute(
        """
        INSERT INTO orders VALUES (1, 2, 'x');
        ALTER TABLE other ADD COLUMN more int;
        ANALYZE orders""");

    assertThat(fingerprint()).isEqualTo(before);
  }
}
