package dev.segue.migrator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.OperatorBench;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An application that speaks the old shape, when the old one of two tables is gone. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class OldShapeAfterContractTest {

  /**
   * The new table has its columns in another order, one of another type and one of another name.
   */
  private static final String RULES =
      """
      segue: 1
      migrations:
        parcels-next:
          table: public.parcels
          copy:
            to: public.parcels_next
            create: |
              CREATE TABLE public.parcels_next (
                note text, grams bigint, label text NOT NULL DEFAULT 'none', id bigint PRIMARY KEY);
          rename: { name: label }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
            - old: { kilos: "numeric(9,3)" }
              new: { grams: bigint }
              up: { grams: "(kilos * 1000)::bigint" }
              down: { kilos: "grams / 1000.0" }
              one-to-one: true
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS parcels, parcels_next CASCADE;
      CREATE TABLE parcels (
        id int PRIMARY KEY, name text NOT NULL DEFAULT 'none', kilos numeric(9,3), note text);
      INSERT INTO parcels VALUES (1, 'one', 1.5, 'first'), (2, 'two', NULL, NULL)""";

  private static final List<String> STATEMENTS =
      List.of(
          "SELECT * FROM parcels ORDER BY id",
          "SELECT row_to_json(p)::text FROM parcels p ORDER BY id",
          "SELECT a.*, b.id FROM parcels a JOIN parcels b USING (name) ORDER BY a.id",
          "INSERT INTO parcels VALUES (3, 'three', 0.25, 'third') RETURNING *",
          "INSERT INTO parcels (id) VALUES (4) RETURNING *",
          "UPDATE parcels SET kilos = kilos + 1 WHERE id = 3 RETURNING *",
          "WITH gone AS (DELETE FROM parcels WHERE id = 4 RETURNING *) SELECT * FROM gone",
          "SELECT * FROM parcels WHERE kilos > 1 ORDER BY kilos");

  @Test
  void seesTheSameColumnsInTheSameOrder(TestDatabase database, @TempDir Path directory)
      throws SQLException, IOException {
    Path rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
    try (OperatorBench bench = new OperatorBench(database, TABLES, RULES) {}) {
      List<List<List<String>>> before = new ArrayList<>();
      try (Connection plain = database.connect()) {
        plain.setAutoCommit(false);
        for (String sql : STATEMENTS) {
          before.add(result(plain, sql));
        }
        plain.rollback();
      }
      bench.ageControlTables();
      Migration migration = bench.context.rules().migrations().get(0);
      bench.expansion().run(migration, bench);
      bench.flag(migration, FlagKind.WRITE_NEW, 100);
      bench.backfill(migration, Direction.UP);
      assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
      bench.flag(migration, FlagKind.READ_NEW, 100);
      bench.flag(migration, FlagKind.RETIRE_OLD, 100);
      assertThat(bench.contract(migration)).containsExactly("public.parcels");

      String url = database.segueUrl();
      String options = (url.contains("?") ? "&" : "?") + "segue.config=" + rules;
      try (Connection segue = DriverManager.getConnection(url + options)) {
        for (int i = 0; i < STATEMENTS.size(); i++) {
          String sql = STATEMENTS.get(i);
          assertThat(result(segue, sql)).as(sql).isEqualTo(before.get(i));
        }
      }
    }
  }

  /** The columns' labels and types, and the rows. */
  private static List<List<String>> result(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultSetMetaData columns = rows.getMetaData();
      List<List<String>> result = new ArrayList<>();
      List<String> head = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        head.add(columns.getColumnLabel(i) + " " + columns.getColumnTypeName(i));
      }
      result.add(head);
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        result.add(row);
      }
      return result;
    }
  }
}
