package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.equivalence.Transcript;
import dev.segue.equivalence.Transcript.Manner;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
 * All cases again, on tables that have been given other names: an application that speaks the old
 * ones gets what it gets from the plain driver where the tables have them still.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenamedTablesTest {

  /** What shows the table's row type, or is for the table of the spoken name alone. */
  static final Set<String> REFUSED =
      Set.of(
          "ddl: what only concerns storage, statistics, ownership and row security",
          "ddl: a policy on other columns",
          "ddl: a table that refers to one in migration",
          "joins: columns by position with a system column",
          "keys: a star beside a function without a name",
          "keys: a whole row",
          "queries: temporary table of the migrating table's name",
          "queries: a view over a migrating table",
          "reads: a populated record whose type shows",
          "reads: a populated record in a select list",
          "reads: the row type of a table outside the search path",
          "reads: the array type of the table",
          "reads: a cast to the row type",
          "reads: a materialized view over a migrating table",
          "rows: a whole row of a table with columns by position",
          "rows: a whole row, whose type shows",
          "rows: an array of whole rows, whose type shows",
          "rows: a whole row handed to a function of the table's type",
          "rows: a whole row compared with text",
          "rows: a relation called like a hidden column is a row",
          "select: whole-row reference",
          "select: the table's row type");

  /** What tells the name of the table itself: {@code tableoid::regclass}. */
  private static final String SHOWS_THE_NAME = "select: system columns";

  private TestDatabase plainDatabase;
  private Connection plain;
  private Connection segue;

  @BeforeAll
  void rename(TestDatabase renamed, @TempDir Path directory) throws SQLException, IOException {
    plainDatabase = renamed.server().createDatabase();
    plainDatabase.execute(Shop.inOldShape() + Shop.keepFixture());
    renamed.execute(Shop.inOldShape() + Shop.keepFixture());
    ControlTables.ensure(renamed);
    StringBuilder rules = new StringBuilder("segue: 1\nmigrations:\n");
    for (String table : Shop.TABLES) {
      String fresh = newName(table);
      renamed.execute(
          "ALTER TABLE %s RENAME TO %s".formatted(table, fresh.substring(fresh.indexOf('.') + 1)));
      rules.append(
          "  m%d: { table: '%s', rename-table: '%s' }\n"
              .formatted(Shop.TABLES.indexOf(table), table, fresh));
    }
    Path file = Files.writeString(directory.resolve("segue.yaml"), rules);
    plain = plainDatabase.connect();
    segue =
        DriverManager.getConnection(
            renamed.segueUrl()
                + (renamed.segueUrl().contains("?") ? "&" : "?")
                + "segue.config="
                + file);
  }

  @AfterAll
  void close() throws SQLException {
    segue.close();
    plain.close();
    plainDatabase.close();
  }

  private static String newName(String table) {
    return table.endsWith("\"") ? table.substring(0, table.length() - 1) + " 2\"" : table + "_2";
  }

  static Stream<Arguments> cases() throws IOException {
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    return EquivalenceTest.cases(Shape.OLD).stream()
        .filter(found -> wanted.matcher(found.name()).find())
        .filter(found -> !found.name().equals(SHOWS_THE_NAME))
        .flatMap(found -> Stream.of(Manner.values()).map(manner -> Arguments.of(found, manner)));
  }

  @ParameterizedTest(name = "{0} ({1})")
  @MethodSource("cases")
  void sameAsUnderTheOldNames(EquivalenceCase toCompare, Manner manner) throws SQLException {
    Transcript expected = Transcript.of(plain, toCompare.steps(), manner);
    Transcript actual = Transcript.of(segue, toCompare.steps(), manner);
    try {
      if (REFUSED.contains(toCompare.name())) {
        assertThat(actual.lines()).as("%s", actual.messages()).contains("error: 0A000");
        return;
      }
      assertThat(actual.lines())
          .as("%s %s", actual.messages(), expected.messages())
          .isEqualTo(expected.lines());
      if (toCompare.mayWrite() && !toCompare.contentDiffers()) {
        assertThat(Laboratory.content(segue)).as("content").isEqualTo(Laboratory.content(plain));
      }
    } finally {
      if (toCompare.mayWrite()) {
        execute(plain, Shop.reset(toCompare.texts()));
        execute(segue, Shop.reset(toCompare.texts()));
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
