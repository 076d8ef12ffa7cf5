package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueDriver;
import dev.segue.equivalence.Transcript;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that speaks the new shape where nobody has added it yet: of the types of its
 * columns the rules tell alone. It stores what those columns would have stored.
 */
@ExtendWith(PostgresExtension.class)
class BeforeExpandTest {

  private static final String RULES =
      """
      segue: 1
      migrations:
        notes-values:
          table: public.notes
          columns:
            - old: { title: text }
              new: { headline: "VARCHAR (5)" }
              up: { headline: title }
              down: { title: headline }
            - old: { tag: text }
              new: { code: "char(3)" }
              up: { code: "upper(tag)" }
              down: { tag: "lower(code)" }
            - old: { grade: text }
              new: { level: char }
              up: { level: "upper(grade)" }
              down: { grade: "lower(level)" }
            - old: { mask: varbit }
              new: { flags: bit(3) }
              up: { flags: "~ mask" }
              down: { mask: "~ flags" }
            - old: { bits: "bit varying" }
              new: { marks: "bit varying(3)" }
              up: { marks: "~ bits" }
              down: { bits: "~ marks" }
            - old: { cost: numeric }
              new: { price: "decimal(6, 1)" }
              up: { price: "cost / 2" }
              down: { cost: "price * 2" }
            - old: { at: timestamp }
              new: { noted: timestamp(0) }
              up: { noted: "at + interval '1 day'" }
              down: { at: "noted - interval '1 day'" }
      """;

  private static final String PLAIN =
      """
      DROP TABLE IF EXISTS notes;
      CREATE TABLE notes (id int PRIMARY KEY, word text, headline varchar(5), code char(3), level char,
        flags bit(3), marks bit varying(3), price decimal(6, 1), noted timestamp(0));
      INSERT INTO notes VALUES (1, '5', 'first', 'ABC', 'A', B'101', B'01', 1.5, '2026-01-02 00:00:00')
      """;

  private static final String OLD =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS notes;
      CREATE TABLE notes (id int PRIMARY KEY, word text, title text, tag text, grade text,
        mask varbit, bits varbit, cost numeric, at timestamp);
      INSERT INTO notes VALUES (1, '5', 'first', 'abc', 'a', B'010', B'10', 3.0, '2026-01-01 00:00:00')
      """;

  private static final String READ =
      "SELECT id, headline, code, level, flags, marks, price, noted FROM notes ORDER BY id";

  /** A statement, and values of its parameters. */
  private static final List<List<String>> STATEMENTS =
      List.of(
          List.of("UPDATE notes SET headline = 'short'"),
          List.of("UPDATE notes SET headline = 'longer than that'"),
          List.of("UPDATE notes SET headline = 'blank        '"),
          List.of("UPDATE notes SET headline = ?", "text longer than that"),
          List.of("UPDATE notes SET headline = headline || word"),
          List.of("INSERT INTO notes (id, headline) VALUES (2, 'longer than that')"),
          List.of("INSERT INTO notes (id, headline) VALUES (?, ?)", "int 2", "text too long"),
          List.of(
              "INSERT INTO notes (id, headline) SELECT 2, word || word || word || 'xyz' FROM notes"),
          List.of("UPDATE notes SET code = 'abcd'"),
          List.of("UPDATE notes SET code = 'X'"),
          List.of("INSERT INTO notes (id, code) VALUES (2, 'X'), (3, 'XYZ   ')"),
          List.of("UPDATE notes SET level = 'AB'"),
          List.of("INSERT INTO notes (id, level) VALUES (2, 'AB')"),
          List.of("UPDATE notes SET level = 'B'"),
          List.of("UPDATE notes SET flags = B'1010'"),
          List.of("UPDATE notes SET flags = B'10'"),
          List.of("INSERT INTO notes (id, flags) VALUES (2, B'0001')"),
          List.of("UPDATE notes SET marks = B'1010'"),
          List.of("UPDATE notes SET marks = B'1'"),
          List.of("UPDATE notes SET price = 2.26"),
          List.of("UPDATE notes SET price = ?", "numeric 2.25"),
          List.of("INSERT INTO notes (id, price) VALUES (2, 123456)"),
          List.of("UPDATE notes SET price = word"),
          List.of("INSERT INTO notes (id, price) SELECT 2, word FROM notes"),
          List.of("UPDATE notes SET price = 7"),
          List.of("UPDATE notes SET noted = '2026-05-05 10:10:10.6'"),
          List.of("UPDATE notes SET noted = word"),
          List.of("SELECT headline, code, level, flags, marks, price, noted FROM notes"));

  @TempDir Path directory;

  /** An instance that lingers would go on writing into the control tables. */
  @AfterEach
  void nothingLingers() {
    SegueDriver.closeIdleInstances();
  }

  @Test
  void itStoresWhatTheNewColumnsWould(TestDatabase database) throws Exception {
    Path rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
    try (TestDatabase plain = database.server().createDatabase()) {
      plain.execute(PLAIN);
      database.execute(OLD);
      ControlTables.ensure(database);
      String url = database.segueUrl();
      try (Connection expected = plain.connect();
          Connection segue =
              DriverManager.getConnection(
                  url
                      + (url.contains("?") ? "&" : "?")
                      + "segue.speaks=new&segue.config="
                      + rules)) {
        for (List<String> statement : STATEMENTS) {
          for (Transcript.Manner manner : Transcript.Manner.values()) {
            assertThat(seen(segue, statement, manner))
                .as("%s (%s)", statement, manner)
                .isEqualTo(seen(expected, statement, manner));
            plain.execute(PLAIN);
            database.execute(OLD.substring(OLD.indexOf(';') + 1));
          }
        }
      }
    }
  }

  private static List<String> seen(
      Connection connection, List<String> statement, Transcript.Manner manner) throws Exception {
    return StatementAndContent.of(connection, statement, READ, manner).stream()
        .flatMap(
            transcript ->
                Stream.concat(transcript.description().stream(), transcript.lines().stream()))
        .toList();
  }
}
