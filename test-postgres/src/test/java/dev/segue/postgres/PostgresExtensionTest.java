package dev.segue.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresExtensionTest {

  private static TestDatabase first;

  @BeforeAll
  static void createTable(TestDatabase database) {
    first = database;
    database.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (NULL)");
  }

  @Test
  void aClassKeepsItsDatabase(TestDatabase database, PostgresServer server) throws SQLException {
    assertThat(database).isSameAs(first);
    assertThat(database.server()).isSameAs(server);
    try (Connection connection = database.connect()) {
      assertThat(connection.getCatalog()).isEqualTo(database.name());
    }
    assertThat(database.rows("SELECT a FROM t WHERE a = 1")).isEqualTo(List.of(List.of(1)));
  }

  @Test
  void otherDatabasesAreEmptyAndGoneWhenClosed(PostgresServer server) {
    TestDatabase other = server.createDatabase();
    assertThatThrownBy(() -> other.execute("SELECT FROM t")).hasMessageContaining("\"t\"");
    other.close();
    assertThatThrownBy(other::connect).hasMessageContaining(other.name());
  }

  @Test
  void aDatabaseCanBeACopyOfAnother(PostgresServer server) {
    try (TestDatabase copy = server.createDatabase(first.name())) {
      assertThat(copy.rows("SELECT a FROM t")).hasSize(2);
    }
  }

  @Test
  void segueUrlsLeadToTheSameDatabase(TestDatabase database) {
    assertThat(database.segueUrl())
        .startsWith("jdbc:segue:postgresql://")
        .endsWith(database.url().substring("jdbc:postgresql://".length()));
  }

  @Nested
  class InANestedClass {
    @Test
    void theDatabaseIsTheOuterOnes(TestDatabase database) {
      assertThat(database).isSameAs(first);
    }
  }
}
