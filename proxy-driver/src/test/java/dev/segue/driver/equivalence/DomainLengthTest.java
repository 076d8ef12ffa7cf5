package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueDriver;
import dev.segue.equivalence.RouteSteering;
import dev.segue.equivalence.Transcript;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Columns whose type is a domain over strings of limited length, or an array of such: a cast would
 * cut where an assignment fails, on routes that write the other shape alone.
 */
@ExtendWith(PostgresExtension.class)
class DomainLengthTest {

  private static final String RULES =
      """
      segue: 1
      migrations:
        badges-values:
          table: public.badges
          columns:
            - old: { nick: short }
              new: { nickname: text }
              up: { nickname: "upper(nick)" }
              down: { nick: "lower(nickname)" }
            - old: { deep: shorter }
              new: { deeper: text }
              up: { deeper: "upper(deep)" }
              down: { deep: "lower(deeper)" }
            - old: { rate: rated }
              new: { rating: numeric }
              up: { rating: "rate * 2" }
              down: { rate: "rating / 2" }
        badges-arrays:
          table: public.badges
          columns:
            - old: { tags: "varchar(3)[]" }
              new: { labels: "text[]" }
              up: { labels: "tags" }
              down: { tags: "labels" }
            - old: { nicks: "short[]" }
              new: { nicknames: "text[]" }
              up: { nicknames: "nicks" }
              down: { nicks: "nicknames" }
      """;

  private static final String OLD =
      """
      DROP TABLE IF EXISTS badges;
      DROP DOMAIN IF EXISTS shorter, short, rated CASCADE;
      CREATE DOMAIN short AS varchar(5);
      CREATE DOMAIN shorter AS short CHECK (VALUE <> 'no');
      CREATE DOMAIN rated AS numeric(4,1);
      CREATE TABLE badges (id int PRIMARY KEY, nick short, deep shorter, rate rated,
        tags varchar(3)[], nicks short[], word text);
      INSERT INTO badges VALUES (1, 'ada', 'a', 1.5, '{a,b}', '{x}', 'much too long');
      """;

  private static final String BOTH =
      OLD
          + """
          ALTER TABLE badges ADD nickname text, ADD deeper text, ADD rating numeric,
            ADD labels text[], ADD nicknames text[];
          UPDATE badges SET nickname = upper(nick), deeper = upper(deep), rating = rate * 2,
            labels = tags, nicknames = nicks;
          """;

  private static final String READ =
      "SELECT id, nick, deep, rate, tags, nicks FROM badges ORDER BY id";

  private static final List<List<String>> SCALARS =
      List.of(
          List.of("UPDATE badges SET nick = 'longer'"),
          List.of("UPDATE badges SET nick = 'short    '"),
          List.of("UPDATE badges SET nick = ?", "text longer"),
          List.of("UPDATE badges SET nick = word"),
          List.of("UPDATE badges SET nick = nick || '!'"),
          List.of("INSERT INTO badges (id, nick) VALUES (2, 'longer')"),
          List.of("INSERT INTO badges (id, nick) SELECT 2, word FROM badges"),
          List.of("UPDATE badges SET deep = 'longer'"),
          List.of("UPDATE badges SET deep = 'no'"),
          List.of("UPDATE badges SET deep = ?", "text fine"),
          List.of("UPDATE badges SET rate = 2.25"),
          List.of("UPDATE badges SET rate = 12345"),
          List.of("UPDATE badges SET rate = word"),
          List.of("UPDATE badges SET rate = ?", "numeric 7.77"),
          List.of("SELECT id FROM badges WHERE nick = 'adalovelace'"),
          List.of("SELECT id FROM badges WHERE deep = ?", "text abcdefghijk"));

  private static final List<List<String>> ARRAYS =
      List.of(
          List.of("UPDATE badges SET tags = ARRAY['abcd']"),
          List.of("UPDATE badges SET tags = '{abcd}'"),
          List.of("UPDATE badges SET nicks = ARRAY[word]"),
          List.of("INSERT INTO badges (id, nicks) VALUES (2, '{longer}')"));

  @TempDir Path directory;

  /** An instance that lingers would go on writing into the control tables. */
  @AfterEach
  void nothingLingers() {
    SegueDriver.closeIdleInstances();
  }

  @Test
  void whatIsTooLongIsAnErrorOnEveryRoute(TestDatabase database) throws Exception {
    Path rules = Files.writeString(directory.resolve("segue.yaml"), RULES);
    try (TestDatabase plain = database.server().createDatabase()) {
      plain.execute(OLD);
      database.execute(BOTH);
      ControlTables.ensure(database);
      String url = database.segueUrl();
      try (Connection expected = plain.connect();
          Connection segue =
              DriverManager.getConnection(
                  url + (url.contains("?") ? "&" : "?") + "segue.config=" + rules)) {
        RouteSteering steering = new RouteSteering(database);
        for (Route route : Route.values()) {
          steering.steer(List.of("badges-values", "badges-arrays"), route);
          for (Transcript.Manner manner : Transcript.Manner.values()) {
            for (List<String> statement : SCALARS) {
              assertThat(seen(segue, statement, manner))
                  .as("%s on %s (%s)", statement, route, manner)
                  .isEqualTo(seen(expected, statement, manner));
              plain.execute(DATA.formatted(""));
              database.execute(DATA.formatted(BOTH_DATA));
            }
            for (List<String> statement : ARRAYS) {
              List<String> actual = seen(segue, statement, manner);
              if (route == Route.NEW) {
                assertThat(actual).as("%s on %s", statement, route).contains("error: 0A000");
              } else {
                assertThat(actual)
                    .as("%s on %s (%s)", statement, route, manner)
                    .isEqualTo(seen(expected, statement, manner));
              }
              plain.execute(DATA.formatted(""));
              database.execute(DATA.formatted(BOTH_DATA));
            }
          }
        }
      }
    }
  }

  private static final String DATA =
      """
      DELETE FROM badges;
      INSERT INTO badges VALUES (1, 'ada', 'a', 1.5, '{a,b}', '{x}', 'much too long'%s);
      """;

  private static final String BOTH_DATA = ", 'ADA', 'A', 3.0, '{a,b}', '{x}'";

  private static List<String> seen(
      Connection connection, List<String> statement, Transcript.Manner manner) throws Exception {
    return StatementAndContent.of(connection, statement, READ, manner).stream()
        .flatMap(transcript -> transcript.lines().stream())
        .toList();
  }
}
