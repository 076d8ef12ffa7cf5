package dev.segue.migrator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.stage.Stage;
import dev.segue.migrator.OperatorBench;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Columns of every kind that triggers may write, which follow each other whoever writes: an
 * application through Segue in either shape, and clients without Segue in either shape.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class FollowingColumnsTest {

  private static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        people-all:
          table: public.people
          write-mode: trigger
          rename: { code: tag }
          columns:
            - old: { name: text }
              new: { first_name: text, last_name: text }
              up:
                first_name: "split_part(name, ' ', 1)"
                last_name: "nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')"
              down: { name: "first_name || coalesce(' ' || last_name, '')" }
            - old: { street: text, house: text }
              new: { address: text }
              up: { address: "street || coalesce(', ' || house, '')" }
              down:
                street: "split_part(address, ', ', 1)"
                house: "nullif(split_part(address, ', ', 2), '')"
            - old: { amount: "numeric(12,2)" }
              new: { cents: bigint }
              up: { cents: "(amount * 100)::bigint" }
              down: { amount: "cents / 100.0" }
              monotonic: true
            - new: { total: "numeric(12,2)" }
              up: { total: "price * quantity" }
      """;

  private static final String ADDING =
      """
      segue: 1
      flags: database
      migrations:
        people-total:
          table: public.people
          write-mode: trigger
          columns:
            - new: { total: "numeric(12,2)" }
              up: { total: "price * quantity" }
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP SCHEMA public CASCADE;
      CREATE SCHEMA public;
      CREATE TABLE people (
        id int PRIMARY KEY, code varchar(8), name text NOT NULL DEFAULT 'Nobody Known', street text,
        house text, amount numeric(12,2) NOT NULL DEFAULT 1.5, price numeric(10,2), quantity int)
        PARTITION BY RANGE (id);
      CREATE TABLE people_1 PARTITION OF people FOR VALUES FROM (MINVALUE) TO (1000);
      CREATE TABLE people_2 PARTITION OF people FOR VALUES FROM (1000) TO (MAXVALUE);
      INSERT INTO people
      SELECT i, 'c' || i, 'first' || i || CASE WHEN i % 3 > 0 THEN ' last' || i ELSE '' END,
             'street ' || i, CASE WHEN i % 2 = 0 THEN i::text END, i * 1.25, i, 2
      FROM generate_series(1, 200) i""";

  private static final String UP =
      """
      SELECT count(*) FROM people WHERE (tag, first_name, last_name, address, cents, total)
        IS DISTINCT FROM (code, split_part(name, ' ', 1),
          nullif(substr(name, length(split_part(name, ' ', 1)) + 2), ''),
          street || coalesce(', ' || house, ''), (amount * 100)::bigint,
          (price * quantity)::numeric(12,2))""";

  /** As a client of the old shape writes, with what it must find. */
  private static final List<String> OLD_WRITES =
      List.of(
          "INSERT INTO people (id, code, name, street, house, amount, price, quantity)"
              + " VALUES (1, 'a', 'Ada Byron', 'Road', '1', 2.345, 3, 4), (2, 'b', 'Bo', NULL, NULL, 0, NULL, 1)",
          "INSERT INTO people (id) VALUES (3)",
          "INSERT INTO people (id, name) VALUES (1, 'Ada'), (4, 'Dan Dee')"
              + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, code = people.code || 'z'",
          "UPDATE people SET name = 'Cy ' || id, house = '9' WHERE id <= 3",
          "UPDATE people SET amount = amount + 1, price = 5 WHERE id IN (1, 2, 4)",
          "UPDATE people SET quantity = 7, name = name WHERE id = 4",
          "UPDATE people SET street = NULL, house = NULL, code = NULL WHERE id = 1",
          "UPDATE people SET id = 2000 + id WHERE id = 2");

  private static final List<String> NEW_WRITES =
      List.of(
          "INSERT INTO people (id, tag, first_name, last_name, address, cents)"
              + " VALUES (1, 'a', 'Ada', 'Byron', 'Road, 1', 234), (2, 'b', 'Bo', NULL, NULL, 0)",
          "INSERT INTO people (id, first_name, cents) VALUES (1, 'Ada', 7), (4, 'Dan', 8)"
              + " ON CONFLICT (id) DO UPDATE SET first_name = excluded.first_name, tag = people.tag || 'z'",
          "UPDATE people SET first_name = 'Cy', address = 'Lane' WHERE id <= 3",
          "UPDATE people SET cents = cents + 1 WHERE id IN (1, 2, 4)",
          "UPDATE people SET last_name = 'Last' || id, address = NULL, tag = NULL WHERE id = 1");

  private final TestDatabase database;
  private final Path rules;
  private OperatorBench bench;
  private Migration migration;

  FollowingColumnsTest(TestDatabase database, @TempDir Path directory) throws IOException {
    this.database = database;
    this.rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
  }

  @BeforeEach
  void expand() {
    bench = new OperatorBench(database, TABLES, RULES) {};
    bench.ageControlTables();
    migration = bench.context.rules().migrations().get(0);
    bench.expansion().run(migration, bench);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Connection application(String more) throws SQLException {
    String url = database.segueUrl();
    return DriverManager.getConnection(
        url + (url.contains("?") ? "&" : "?") + "segue.config=" + rules + more);
  }

  private void writeBoth() {
    bench.flag(migration, FlagKind.WRITE_NEW, 100);
    bench.backfill(migration, Direction.UP);
  }

  private void readNew() {
    writeBoth();
    assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
    bench.flag(migration, FlagKind.READ_NEW, 100);
  }

  private void assertEqual(String what) {
    assertThat(bench.value(UP)).as(what).isEqualTo(0L);
  }

  /** Writes on ids that nobody else has; what stands in either shape then is the same. */
  private void write(Connection connection, List<String> writes) throws SQLException {
    bench.execute("DELETE FROM people WHERE id <= 4 OR id > 1000");
    try (Statement statement = connection.createStatement()) {
      for (String write : writes) {
        statement.execute(write);
        assertEqual(write);
      }
    }
  }

  private List<List<Object>> rows(String columns) {
    return database.rows(
        "SELECT id, %s FROM people WHERE id <= 4 OR id > 1000 ORDER BY id".formatted(columns));
  }

  @Test
  void oldShapeIsWrittenAlikeByAll() throws SQLException {
    bench.execute("DELETE FROM people WHERE id <= 4");
    try (Connection plain = database.connect();
        Connection application = application("")) {
      List<List<List<Object>>> outcomes = new ArrayList<>();
      writeBoth();
      for (int readNew : new int[] {0, 50, 100}) {
        if (readNew > 0) {
          assertThat(bench.verify(migration, Direction.UP).clean()).isTrue();
        }
        bench.flag(migration, FlagKind.READ_NEW, readNew);
        for (Connection connection : List.of(plain, application)) {
          write(connection, OLD_WRITES);
          outcomes.add(rows("code, name, street, house, amount, price, quantity"));
        }
      }
      assertThat(outcomes).hasSize(6).containsOnly(outcomes.get(0));
      assertThat(outcomes.get(0).get(0).toString())
          .startsWith("[1, null, Cy 1, null, null, 3.35, 5.00");
    }
  }

  @Test
  void newShapeIsWrittenAlikeByAllFromReadNewOn() throws SQLException {
    readNew();
    try (Connection plain = database.connect();
        Connection application = application("&segue.speaks=new")) {
      List<List<List<Object>>> outcomes = new ArrayList<>();
      for (Connection connection : List.of(plain, application)) {
        write(connection, NEW_WRITES);
        outcomes.add(rows("tag, first_name, last_name, address, cents"));
      }
      assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
      assertThat(outcomes.get(0).toString())
          .isEqualTo(
              "[[1, null, Cy, Last1, null, 235], [2, b, Cy, null, Lane, 1], [4, null, Dan, null, null, 9]]");
    }
  }

  /** What the other side cannot hold is stored on the side that is spoken, as it is. */
  @Test
  void whatIsWrittenIsReadAgain() throws SQLException {
    readNew();
    try (Connection application = application("&segue.speaks=new");
        Statement statement = application.createStatement()) {
      statement.execute(
          "UPDATE people SET first_name = 'Anna Lena', last_name = 'Om' WHERE id = 9");
      assertThat(database.rows("SELECT first_name, last_name, name FROM people WHERE id = 9"))
          .containsExactly(List.of("Anna Lena", "Om", "Anna Lena Om"));
      statement.execute("UPDATE people SET cents = 5 WHERE id = 9");
      assertThat(
              database.rows("SELECT first_name, last_name, amount::text FROM people WHERE id = 9"))
          .containsExactly(List.of("Anna Lena", "Om", "0.05"));
    }
  }

  @Test
  void allFlagsForthAndBack() throws SQLException {
    try (Connection application = application("");
        Connection fresh = application("&segue.speaks=new");
        Connection plain = database.connect();
        Statement old = application.createStatement();
        Statement next = fresh.createStatement();
        Statement past = plain.createStatement()) {
      past.execute("UPDATE people SET name = 'Alone' WHERE id = 10");
      assertThat(bench.value("SELECT count(*) FROM people WHERE first_name IS NOT NULL"))
          .isEqualTo(0L);
      readNew();
      bench.flag(migration, FlagKind.RETIRE_OLD, 100);
      old.execute("INSERT INTO people (id, name) VALUES (500, 'Eve Ending')");
      next.execute("INSERT INTO people (id, first_name) VALUES (501, 'Fay')");
      next.execute("UPDATE people SET last_name = 'Left' WHERE id < 20");
      assertThat(bench.value("SELECT count(*) FROM people WHERE name LIKE '% Left'")).isEqualTo(0L);
      assertThat(bench.value("SELECT first_name || cents FROM people WHERE id = 500"))
          .isEqualTo("Eve150");

      bench.flag(migration, FlagKind.RETIRE_OLD, 0);
      old.execute("UPDATE people SET name = 'Gus Going' WHERE id = 11");
      next.execute("INSERT INTO people (id, first_name, last_name) VALUES (502, 'Zoe', NULL)");
      past.execute("UPDATE people SET first_name = 'Hal' WHERE id = 12");
      assertThat(
              database
                  .rows("SELECT id, name FROM people WHERE id IN (11, 12, 502) ORDER BY id")
                  .toString())
          .isEqualTo("[[11, Gus Going], [12, Hal Left], [502, Zoe]]");
      past.execute("UPDATE people SET first_name = 'Ida', last_name = 'Z' WHERE id = 502");
      bench.backfill(migration, Direction.DOWN);
      assertThat(bench.verify(migration, Direction.DOWN).clean()).isTrue();
      past.execute("UPDATE people SET name = 'Jo Plain' WHERE id = 13");
      old.execute("UPDATE people SET name = 'Kim Routed' WHERE id = 14");
      next.execute("UPDATE people SET first_name = 'Lou' WHERE id = 15");
      assertEqual("after the way back");

      bench.flag(migration, FlagKind.READ_NEW, 0);
      bench.flag(migration, FlagKind.WRITE_NEW, 0);
      past.execute("UPDATE people SET name = 'Old Alone' WHERE id = 16");
      assertThat(bench.value("SELECT first_name FROM people WHERE id = 16")).isNotEqualTo("Old");
    }
  }

  @Test
  void triggersOfTheApplicationsOwnAreFollowed() throws SQLException {
    bench.execute(
        """
        CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.name := initcap(NEW.name); NEW.code := coalesce(NEW.code, 'none'); RETURN NEW; END $$;
        CREATE TRIGGER tidy BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION tidy()""");
    readNew();
    try (Connection application = application("");
        Statement statement = application.createStatement()) {
      statement.execute("INSERT INTO people (id, name) VALUES (600, 'small name')");
      statement.execute("UPDATE people SET name = 'other', code = NULL WHERE id = 20");
      assertThat(
              database.rows("SELECT first_name, tag FROM people WHERE id IN (20, 600) ORDER BY id"))
          .containsExactly(List.of("Other", "none"), List.of("Small", "none"));
      assertEqual("behind another trigger");
    }
  }

  @Test
  void partitionsAreFollowedByThemselvesAndContractTakesTheTriggersAway() {
    readNew();
    bench.execute("UPDATE people_1 SET name = 'By Partition' WHERE id = 21");
    assertEqual("written by its partition");
    bench.flag(migration, FlagKind.RETIRE_OLD, 100);
    assertThat(bench.contract(migration)).contains("name", "amount");
    assertThat(bench.value("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%segue%'"))
        .isEqualTo(0L);
    bench.execute("UPDATE people SET first_name = 'After' WHERE id = 21");
  }

  @Test
  void aColumnOfOneValueIsAdded() throws SQLException {
    bench.close();
    bench =
        new OperatorBench(
            database,
            TABLES,
            ADDING
                .replace("total: \"numeric(12,2)\"", "total: text")
                .replace("price * quantity", "'one'")) {};
    bench.ageControlTables();
    migration = bench.context.rules().migrations().get(0);
    bench.expansion().run(migration, bench);
    readNew();
    bench.execute("UPDATE people SET price = 8 WHERE id = 22");
    bench.execute("INSERT INTO people (id) VALUES (700)");
    assertThat(bench.value("SELECT count(*) FROM people WHERE total IS DISTINCT FROM 'one'"))
        .isEqualTo(0L);
  }

  @Test
  void behindContractColumnsThatWereOnlyAddedAreWrittenWithoutTriggers() throws Exception {
    bench.close();
    bench = new OperatorBench(database, TABLES, ADDING) {};
    bench.ageControlTables();
    migration = bench.context.rules().migrations().get(0);
    bench.expansion().run(migration, bench);
    readNew();
    bench.flag(migration, FlagKind.RETIRE_OLD, 100);
    bench.execute("UPDATE people SET price = 8 WHERE id = 22");
    assertThat(bench.value("SELECT total FROM people WHERE id = 22").toString()).isEqualTo("16.00");

    bench.contract(migration);
    assertThat(bench.value("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%segue%'"))
        .isEqualTo(0L);
    assertThat(bench.context.stageOf(migration)).isEqualTo(Stage.retired(migration.id()));
    Files.writeString(rules, ADDING);
    try (Connection application = application("");
        Statement statement = application.createStatement()) {
      statement.execute("UPDATE people SET price = 9 WHERE id = 22");
      statement.execute("INSERT INTO people (id, price, quantity) VALUES (700, 4, 5)");
    }
    assertThat(database.rows("SELECT total::text FROM people WHERE id IN (22, 700) ORDER BY id"))
        .containsExactly(List.of("18.00"), List.of("20.00"));
  }
}
