package dev.segue.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.catalog.Relation;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(PostgresExtension.class)
class CatalogMomentTest {

  private static final Set<String> NAMES = Set.of("people", "persons");

  private final TestDatabase database;
  private final PGSimpleDataSource dataSource = new PGSimpleDataSource();

  CatalogMomentTest(TestDatabase database) {
    this.database = database;
    dataSource.setUrl(database.url());
  }

  @BeforeEach
  void people() {
    database.execute(
        """
        DROP SCHEMA public CASCADE;
        CREATE SCHEMA public;
        CREATE TABLE people (id int DEFAULT 1, name text, full_name text);
        CREATE TABLE other (id int)""");
  }

  private void renameToPersons() {
    database.execute(
        """
        ALTER TABLE people DROP COLUMN name;
        ALTER TABLE people RENAME TO persons;
        CREATE VIEW people AS SELECT * FROM persons""");
  }

  @Test
  void aTableThatIsRenamedStandsUnderOneOfItsNames() {
    CatalogMoment before = CatalogMoment.read(dataSource, NAMES);
    renameToPersons();
    CatalogMoment after = CatalogMoment.read(dataSource, NAMES);

    assertThat(before.catalog().relation("public", "persons")).isEmpty();
    assertThat(before.catalog().relation("public", "people").orElseThrow().columns())
        .extracting(CatalogColumn::name)
        .containsExactly("id", "name", "full_name");
    assertThat(after.catalog().relation("public", "persons").map(Relation::kind)).contains('r');
    assertThat(after.catalog().relation("public", "people").map(Relation::kind)).contains('v');
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
  }

  @Test
  void othersAreReadWhenTheyAreAskedFor() {
    CatalogMoment moment = CatalogMoment.read(dataSource, NAMES);
    database.execute("ALTER TABLE other ADD COLUMN more int");

    assertThat(moment.catalog().relation("public", "other").orElseThrow().columns()).hasSize(2);
    assertThat(moment.catalog().names()).containsExactlyInAnyOrder("people", "other");
  }

  @Test
  void temporaryTablesAreNotOfIt() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE people (id int)");
      CatalogMoment moment = CatalogMoment.read(dataSource, NAMES);
      String schema =
          (String)
              database
                  .rows(
                      "SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n"
                          + " ON n.oid = c.relnamespace WHERE c.relname = 'people'"
                          + " AND n.nspname LIKE 'pg_temp%'")
                  .get(0)
                  .get(0);

      assertThat(moment.catalog().relation(schema, "people").orElseThrow().columns()).hasSize(1);
      statement.execute("ALTER TABLE pg_temp.people ADD COLUMN more int");
      assertThat(moment.catalog().relation(schema, "people").orElseThrow().columns()).hasSize(2);
    }
  }

  @Test
  void aTableThatStaysLockedEndsTheReading() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE people");

      assertThatThrownBy(() -> CatalogMoment.read(dataSource, NAMES))
          .isInstanceOf(CatalogUnavailableException.class)
          .hasMessageContaining("the migrating tables")
          .hasMessageContaining("lock timeout");
      connection.rollback();
    }
    assertThat(CatalogMoment.read(dataSource, NAMES).catalog().names()).contains("people");
  }
}
