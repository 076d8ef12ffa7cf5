package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueDriver;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tables that do not migrate and stand beside one that does: they change as tables do. */
@ExtendWith(PostgresExtension.class)
class TablesBesideTest {

  private static final String RULES =
      "{ segue: 1, migrations: { people-name: { table: people, rename: { name: full_name } } } }";

  /** An instance that lingers would go on writing into the control tables. */
  @AfterEach
  void nothingLingers() {
    SegueDriver.closeIdleInstances();
  }

  @Test
  void aColumnThatIsAddedToOneIsNoticed(TestDatabase database, @TempDir Path directory)
      throws Exception {
    database.execute(
        """
        CREATE TABLE people (id int PRIMARY KEY, name text, town text, full_name text);
        INSERT INTO people VALUES (1, 'Ada', 'Ulm', 'Ada');
        CREATE TABLE towns (id int PRIMARY KEY);
        INSERT INTO towns VALUES (1);
        """);
    ControlTables.ensure(database);
    Path rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
    String url = database.segueUrl();
    try (Connection connection =
        DriverManager.getConnection(
            url + (url.contains("?") ? "&" : "?") + "segue.config=" + rules)) {
      assertThat(found(connection)).isOne();

      database.execute("ALTER TABLE towns ADD town text DEFAULT 'Bonn'");

      // By id alone there is a row, by id and town there is none.
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (found(connection) != 0) {
        assertThat(System.nanoTime()).as("the new column is not seen").isLessThan(deadline);
        Thread.sleep(50);
      }
    }
  }

  private static int found(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT count(*) FROM people NATURAL JOIN towns")) {
      result.next();
      return result.getInt(1);
    }
  }
}
