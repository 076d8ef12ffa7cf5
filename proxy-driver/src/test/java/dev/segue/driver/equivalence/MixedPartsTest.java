package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.equivalence.RouteSteering;
import dev.segue.equivalence.Transcript;
import dev.segue.equivalence.Transcript.Manner;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table that is decomposed into three, whose columns are computed from others across the parts,
 * and whose key the application gives: the same on every route as on the plain driver. What the
 * laboratory has found stands in {@code copies/mixed-parts.sql}.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixedPartsTest {

  /** What cannot be composed of writes to the parts. */
  private static final Set<String> REFUSED_WHERE_THE_PARTS_LEAD =
      Set.of(
          "mixed-parts: update of the first part with RETURNING of another one's OLD and NEW",
          "mixed-parts: update of the first part with RETURNING of another one's row by other names");

  private static final String OLD =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
      CREATE TABLE tags (id integer PRIMARY KEY, label text, marks integer[], base integer DEFAULT 2,
        feels mood DEFAULT 'ok', price jsonb DEFAULT '{"p0": 9.99, "p1": 7}' NOT NULL,
        code integer UNIQUE, weight numeric(10,2), legacy text DEFAULT 'x');
      CREATE TABLE notes (id integer PRIMARY KEY, body text, stars integer DEFAULT 3);
      """;

  private static final String NEW =
      """
      CREATE TABLE tag_core (id bigint PRIMARY KEY, base integer DEFAULT 2, first_mark integer,
        amount integer DEFAULT 7);
      CREATE TABLE tag_more (LIKE tags INCLUDING ALL);
      ALTER TABLE tag_more DROP label, DROP marks, DROP base, DROP price, DROP code, DROP legacy;
      ALTER TABLE tag_more ALTER id TYPE bigint, ADD price_text numeric(10,2) DEFAULT 9.99,
        ADD second_mark integer, ADD FOREIGN KEY (id) REFERENCES tag_core ON DELETE CASCADE;
      ALTER TABLE tag_more RENAME feels TO mood;
      CREATE TABLE tag_code (code integer UNIQUE, label text, id bigint PRIMARY KEY REFERENCES tag_more
        DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE note_core (id integer PRIMARY KEY, stars integer DEFAULT 3);
      CREATE TABLE note_body (id integer PRIMARY KEY, body text);
      """;

  private static final String RULES =
      """
      segue: 1
      migrations:
        tags-apart:
          table: tags
          decompose:
            - to: tag_core
            - { to: tag_more, columns: [weight, price_text, second_mark, mood] }
            - { to: tag_code, columns: [label, code] }
          rename: { feels: mood }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              one-to-one: true
            - old: { marks: "integer[]" }
              new: { first_mark: integer, second_mark: integer }
              up: { first_mark: "marks[1] - coalesce(base, 0)", second_mark: "marks[2]" }
              down: { marks: "ARRAY[first_mark + coalesce(base, 0), second_mark]" }
            - old: { price: jsonb }
              new: { price_text: "numeric(10,2)", amount: integer }
              up: { price_text: "(price ->> 'p0')::numeric(10,2)", amount: "(price ->> 'p1')::integer" }
              down: { price: "jsonb_build_object('p0', price_text, 'p1', amount)" }
            - old: { legacy: text }
              down: { legacy: "'x'" }
        notes-apart:
          table: notes
          decompose:
            - to: note_core
            - { to: note_body, columns: [body] }
      """;

  private static final String ROWS =
      """
      INSERT INTO notes (id, body) VALUES (1, 'Ada');
      INSERT INTO tags (id, label, marks, base, feels, price, code, weight) VALUES
        (1, 'Ada', '{1,2}', 1, 'sad', '{"p0": 9.99, "p1": 7}', 11, 1.50),
        (2, NULL, '{NULL,NULL}', NULL, NULL, '{"p0": null, "p1": null}', 12, NULL),
        (3, 'Cy', '{-4,NULL}', 3, 'happy', '{"p0": 1.00, "p1": 2}', NULL, 0.00);
      """;

  private static final String PARTS =
      """
      INSERT INTO tag_core (id, base, first_mark, amount)
        SELECT id, base, marks[1] - coalesce(base, 0), (price ->> 'p1')::integer FROM tags;
      INSERT INTO tag_more (id, weight, price_text, second_mark, mood)
        SELECT id, weight, (price ->> 'p0')::numeric, marks[2], feels FROM tags;
      INSERT INTO tag_code (id, label, code) SELECT id, label, code FROM tags;
      INSERT INTO note_core (id, stars) SELECT id, stars FROM notes;
      INSERT INTO note_body (id, body) SELECT id, body FROM notes;
      """;

  private static final String CONTENT =
      """
      SELECT coalesce(string_agg(
        concat_ws(',', id, label, marks, base, feels, price, code, weight, legacy), ' ' ORDER BY id), '')""";

  private static final String NOTES =
      "SELECT coalesce(string_agg(concat_ws(',', id, body, stars), ' ' ORDER BY id), '') FROM ";

  /** The parts as the one table, with NULLs where a part has no such row. */
  private static final String JOINED =
      """
      (SELECT id::integer, label, ARRAY[first_mark + coalesce(base, 0), second_mark] AS marks, base,
        mood AS feels, jsonb_build_object('p0', price_text, 'p1', amount) AS price, code, weight,
        'x' AS legacy
      FROM tag_core FULL JOIN tag_more USING (id) FULL JOIN tag_code USING (id)) AS joined""";

  private TestDatabase alone;
  private TestDatabase migrating;
  private Connection plain;
  private Connection segue;
  private RouteSteering steering;
  private Route route;

  @BeforeAll
  void decompose(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    migrating = database;
    migrating.execute(OLD + NEW);
    ControlTables.ensure(migrating);
    steering = new RouteSteering(migrating);
    Path file = Files.writeString(directory.resolve("segue.yaml"), RULES);
    alone = migrating.server().createDatabase();
    alone.execute(OLD);
    plain = alone.connect();
    segue =
        DriverManager.getConnection(
            migrating.segueUrl()
                + (migrating.segueUrl().contains("?") ? "&" : "?")
                + "segue.config="
                + file);
  }

  @AfterAll
  void close() throws SQLException {
    segue.close();
    plain.close();
    alone.close();
  }

  static Stream<Arguments> casesByRoute() throws IOException {
    List<EquivalenceCase> cases = CaseFile.read("copies", "mixed-parts.sql");
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    return Stream.of(Route.values())
        .flatMap(
            on ->
                cases.stream()
                    .filter(found -> wanted.matcher(on + ": " + found.name()).find())
                    .flatMap(
                        found ->
                            Stream.of(Manner.values())
                                .map(manner -> Arguments.of(on, found, manner))));
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @MethodSource("casesByRoute")
  void sameAsOnTheOneTable(Route on, EquivalenceCase toCompare, Manner manner)
      throws SQLException, InterruptedException {
    if (route != on) {
      steering.steer(List.of("tags-apart", "notes-apart"), on);
      route = on;
    }
    migrating.execute(
        "TRUNCATE tags, tag_core, tag_more, tag_code, notes, note_core, note_body;" + ROWS + PARTS);
    alone.execute("TRUNCATE tags, notes;" + ROWS);
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    if (on.leads() == Shape.NEW && REFUSED_WHERE_THE_PARTS_LEAD.contains(toCompare.name())) {
      assertThat(actual.lines()).as("%s", actual.messages()).contains("error: 0A000");
      return;
    }
    assertThat(actual.lines())
        .as("%s %s", actual.messages(), expected.messages())
        .isEqualTo(expected.lines());
    String content = one(plain, CONTENT + " FROM tags");
    assertThat(one(segue, CONTENT + " FROM tags")).isEqualTo(content);
    String notes = one(plain, NOTES + "notes");
    assertThat(one(segue, NOTES + "notes")).isEqualTo(notes);
    if (on.writes(Shape.NEW)) {
      assertThat(migrating.rows(CONTENT + " FROM " + JOINED).get(0).get(0)).isEqualTo(content);
      assertThat(migrating.rows(NOTES + "note_core FULL JOIN note_body USING (id)").get(0).get(0))
          .isEqualTo(notes);
    }
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }
}
