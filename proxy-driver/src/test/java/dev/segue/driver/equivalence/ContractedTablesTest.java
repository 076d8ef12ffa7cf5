package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** An application that speaks the old shape goes on when contract has left only the new table. */
@ExtendWith(PostgresExtension.class)
class ContractedTablesTest {

  private static final String DROPPED =
      """
      CREATE TABLE seats (id integer PRIMARY KEY, row text DEFAULT 'A', price numeric(8,2), note text);
      CREATE TABLE seats_wide (note text, cents bigint, id bigint PRIMARY KEY, row text DEFAULT 'A')
        PARTITION BY HASH (id);
      CREATE TABLE seats_all PARTITION OF seats_wide FOR VALUES WITH (MODULUS 1, REMAINDER 0);
      INSERT INTO seats_wide VALUES ('aisle', 1250, 1, 'B');
      INSERT INTO segue.old_column (table_schema, table_name, column_name, migration, position,
          type_formatted, type_base, type_modifier, default_expression, not_null)
        SELECT 'public', 'seats', a.attname, 'seats-wide', a.attnum,
          format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, NULL), a.atttypmod,
          pg_get_expr(d.adbin, d.adrelid), a.attnotnull
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = 'seats'::regclass AND a.attnum > 0;
      DROP TABLE seats;
      """;

  private static final String COPIED =
      """
      segue: 1
      migrations:
        seats-wide:
          table: seats
          copy: { to: seats_wide }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
            - old: { price: "numeric(8,2)" }
              new: { cents: bigint }
              up: { cents: "(price * 100)::bigint" }
              down: { price: "cents / 100.0" }
              monotonic: true
      """;

  private static final String RENAMED =
      """
      CREATE TABLE guests_all (id integer PRIMARY KEY, name text, full_name text);
      CREATE VIEW guests AS SELECT * FROM guests_all;
      INSERT INTO guests_all VALUES (1, 'Ada', 'Ada');
      """;

  private static final String TWO_MIGRATIONS =
      """
      segue: 1
      migrations:
        guests-all: { table: guests, rename-table: guests_all }
        guests-name: { table: guests, rename: { name: full_name } }
      """;

  private final TestDatabase database;

  @TempDir Path directory;

  ContractedTablesTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void clear() throws SQLException {
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS seats, seats_wide, guests_all CASCADE""");
    ControlTables.ensure(database);
  }

  @Test
  void theColumnsOfATableThatIsGoneAreShownInTheirOrder() throws Exception {
    database.execute(DROPPED);
    try (Connection segue = connect(COPIED)) {
      new RouteSteering(database).steer(List.of("seats-wide"), Route.NEW);

      assertThat(rows(segue, "SELECT * FROM seats"))
          .containsExactly("id=1 row=B price=12.50 note=aisle ");
      execute(segue, "INSERT INTO seats VALUES (2, DEFAULT, 3.5, 'door')");
      assertThat(rows(segue, "UPDATE seats SET price = 4 WHERE id = 2 RETURNING *"))
          .containsExactly("id=2 row=A price=4.00 note=door ");
    }
  }

  @Test
  void whatIsGoneIsCopiedOutThoughPartitionsAreInItsPlace() throws Exception {
    database.execute(DROPPED);
    try (Connection segue = connect(COPIED)) {
      new RouteSteering(database).steer(List.of("seats-wide"), Route.NEW);
      StringWriter copied = new StringWriter();

      segue
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY seats TO STDOUT WITH (FORMAT csv)", copied);

      assertThat(copied).hasToString("1,B,12.50,aisle\n");
    }
  }

  @Test
  void anotherMigrationOfTheTableGoesOnUnderItsNewName() throws Exception {
    database.execute(RENAMED);
    try (Connection segue = connect(TWO_MIGRATIONS)) {
      new RouteSteering(database).steer(List.of("guests-name"), Route.BOTH_READ_OLD);

      execute(segue, "UPDATE guests SET name = 'Eve'");

      assertThat(database.rows("SELECT name, full_name FROM guests_all"))
          .containsExactly(List.of("Eve", "Eve"));
    }
  }

  private Connection connect(String rules) throws SQLException, IOException {
    Path file = Files.writeString(directory.resolve("segue.yaml"), rules);
    String url = database.segueUrl();
    return DriverManager.getConnection(
        url + (url.contains("?") ? "&" : "?") + "segue.speaks=old&segue.config=" + file);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(result.getMetaData().getColumnLabel(i))
              .append('=')
              .append(result.getString(i))
              .append(' ');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
