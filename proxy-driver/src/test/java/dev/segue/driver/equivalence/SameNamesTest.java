package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueDriver;
import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name that one migrating table shows and another one hides. */
@ExtendWith(PostgresExtension.class)
class SameNamesTest {

  private static final List<String> MIGRATIONS = List.of("notes-remark", "tasks-status");

  @TempDir Path directory;
  private TestDatabase database;
  private RouteSteering steering;

  @BeforeEach
  void tables(TestDatabase database) throws Exception {
    this.database = database;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS notes, tasks;
        CREATE TABLE notes (id int PRIMARY KEY, status text, remark text);
        CREATE TABLE tasks (id int PRIMARY KEY, open boolean, status text);
        INSERT INTO notes VALUES (1, 'note', 'note');
        INSERT INTO tasks VALUES (1, true, 'open')
        """);
    ControlTables.ensure(database);
    steering = new RouteSteering(database);
  }

  /** An instance that lingers would go on writing into the control tables. */
  @AfterEach
  void nothingLingers() {
    SegueDriver.closeIdleInstances();
  }

  @ParameterizedTest(name = "{1} on {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OLD           | SELECT status FROM notes, tasks
          BOTH_READ_OLD | SELECT status FROM notes, tasks
          BOTH_READ_NEW | SELECT status FROM notes, tasks
          NEW           | SELECT status FROM notes, tasks
          OLD           | SELECT n.id FROM notes n JOIN tasks t ON status = 'note'
          BOTH_READ_OLD | SELECT n.id FROM notes n JOIN tasks t ON status = 'note'
          OLD           | SELECT (SELECT status FROM tasks WHERE open) FROM notes
          BOTH_READ_OLD | UPDATE notes SET status = concat(status, 's') FROM tasks RETURNING status
          """)
  void theOneThatIsShownIsMeant(Route route, String sql) throws Exception {
    Path rules =
        Files.writeString(
            directory.resolve("segue.yaml"),
            """
            segue: 1
            migrations:
              notes-remark:
                table: notes
                rename: { status: remark }
              tasks-status:
                table: tasks
                columns:
                  - old: { open: boolean }
                    new: { status: text }
                    up: { status: "CASE WHEN open THEN 'open' END" }
                    down: { open: "status = 'open'" }
            """);
    String separator = database.segueUrl().contains("?") ? "&" : "?";
    try (Connection connection =
            DriverManager.getConnection(database.segueUrl() + separator + "segue.config=" + rules);
        Statement statement = connection.createStatement()) {
      steering.steer(MIGRATIONS, route);
      List<String> shown = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(sql)) {
        shown.add(rows.getMetaData().getColumnLabel(1));
        while (rows.next()) {
          shown.add(rows.getString(1));
        }
      }
      String value = sql.contains("n.id") ? "1" : sql.startsWith("UPDATE") ? "notes" : "note";
      assertThat(shown).containsExactly(sql.contains("n.id") ? "id" : "status", value);
    }
  }
}
