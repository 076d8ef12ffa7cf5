package dev.segue.migrator.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.migrator.Club;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.OperatorBench;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables that a table is decomposed into. */
@ExtendWith(PostgresExtension.class)
class DecompositionExpansionTest {

  private static final String COLUMNS =
      """
      SELECT a.attname::text, format_type(atttypid, atttypmod), attnotnull,
             pg_get_expr(adbin, adrelid)
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

  private static final String STANDING =
      """
      SELECT pg_get_constraintdef(oid) FROM pg_constraint
      WHERE conrelid = '%1$s'::regclass AND contype <> 'n'
      UNION ALL
      SELECT regexp_replace(indexdef, '^.* USING ', '') FROM pg_indexes
      WHERE tablename = '%1$s' AND indexdef NOT LIKE '%%UNIQUE%%'""";

  private final TestDatabase database;
  private Club club;

  DecompositionExpansionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    club = new Club(database);
  }

  @AfterEach
  void close() {
    club.close();
  }

  private List<String> expand() {
    return club.expansion().run(club.members, club);
  }

  @Test
  void makesEachTableWithTheKeyAndWhatItTakes() {
    assertThat(expand())
        .containsExactly("public.member_core", "public.member_profiles", "public.member_accounts");

    assertThat(database.rows(COLUMNS.formatted("member_core")))
        .containsExactly(
            List.of("id", "bigint", true, "nextval('members_id_seq'::regclass)"),
            List.of("name", "character varying(40)", true, "'nobody'::character varying"),
            Arrays.asList("mail", "text", true, null),
            Arrays.asList("town", "text", false, null));
    assertThat(database.rows(COLUMNS.formatted("member_profiles")))
        .containsExactly(
            Arrays.asList("id", "bigint", true, null),
            Arrays.asList("bio", "text", false, null),
            Arrays.asList("nickname", "text", false, null));
    assertThat(database.rows(STANDING.formatted("member_core")))
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrder(
            "PRIMARY KEY (id)",
            "CHECK ((id > 0))",
            "CHECK (((name)::text <> ''::text))",
            "UNIQUE (mail)",
            "FOREIGN KEY (town) REFERENCES towns(code) ON DELETE SET NULL",
            "btree (lower((name)::text))");
    assertThat(database.rows(STANDING.formatted("member_profiles")))
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrder(
            "PRIMARY KEY (id)",
            "CHECK ((id > 0))",
            "CHECK ((bio <> ''::text))",
            "btree (nickname)");
  }

  @Test
  void theFirstTableAloneGivesNumbers() {
    expand();

    club.execute(
        "INSERT INTO member_core (mail) VALUES ('a'); INSERT INTO members (mail) VALUES ('b')");
    assertThat(
            database.rows(
                "SELECT id::int FROM member_core UNION ALL SELECT id FROM members WHERE id > 700 ORDER BY 1"))
        .containsExactly(List.of(701), List.of(702));
    assertThatThrownBy(() -> club.execute("INSERT INTO member_profiles (bio) VALUES ('x')"))
        .hasMessageContaining("null value in column \"id\"");
  }

  @Test
  void makesWhatIsMissingAndCanBeRunAgain() {
    expand();
    assertThat(expand()).isEmpty();

    club.execute("DROP TABLE member_profiles");
    assertThat(expand()).containsExactly("public.member_profiles");
  }

  @Test
  void allOfThemOrNone() {
    club.execute("CREATE TABLE member_profiles (id bigint PRIMARY KEY, nickname text)");

    assertThatThrownBy(this::expand)
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining(
            "column \"bio\" of public.members has no place in public.member_profiles");
    assertThat(
            database.rows(
                """
                SELECT relname FROM pg_class WHERE relname IN ('member_core', 'member_accounts')
                UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'segue'"""))
        .isEmpty();
  }

  @Test
  void whoMayUseAColumnMayUseItWhereItGoes() {
    database.execute(
        """
        DROP ROLE IF EXISTS clerk;
        DROP ROLE IF EXISTS guest;
        CREATE ROLE clerk;
        CREATE ROLE guest;
        GRANT INSERT, DELETE ON members TO clerk;
        GRANT SELECT (id, nick, balance), UPDATE (mail) ON members TO guest""");
    try {
      expand();

      assertThat(
              club.value(
                  """
                  SELECT has_table_privilege('clerk', 'member_core', 'INSERT')
                     AND has_table_privilege('clerk', 'member_profiles', 'DELETE')
                     AND has_table_privilege('clerk', 'member_accounts', 'INSERT')
                     AND has_sequence_privilege('clerk', 'members_id_seq', 'USAGE')
                     AND has_column_privilege('guest', 'member_core', 'id', 'SELECT')
                     AND has_column_privilege('guest', 'member_core', 'mail', 'UPDATE')
                     AND NOT has_column_privilege('guest', 'member_core', 'name', 'SELECT')
                     AND has_column_privilege('guest', 'member_profiles', 'id', 'SELECT')
                     AND has_column_privilege('guest', 'member_profiles', 'nickname', 'SELECT')
                     AND NOT has_column_privilege('guest', 'member_profiles', 'bio', 'SELECT')
                     AND has_column_privilege('guest', 'member_accounts', 'balance_cents', 'SELECT')
                     AND NOT has_column_privilege('guest', 'member_accounts', 'iban', 'SELECT')"""))
          .isEqualTo(true);
    } finally {
      database.execute(
          "DROP OWNED BY clerk; DROP ROLE clerk; DROP OWNED BY guest; DROP ROLE guest");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t    | CREATE TABLE b (id int PRIMARY KEY, t text, n int NOT NULL)                | column "n" of public.b must have a value and gets none
          t    | CREATE TABLE b (id int PRIMARY KEY, n text)                                | column "t" of public.items has no place in public.b
          t    | CREATE TABLE b (id int PRIMARY KEY, t varchar(9))                          | column "t" is text in public.items and character varying(9) in public.b
          t    | CREATE TABLE b (id int PRIMARY KEY, t text GENERATED ALWAYS AS ('x') STORED) | column "t" of public.b is generated by the database
          t    | CREATE TABLE b (id serial PRIMARY KEY, t text)                             | key column "id" of public.b draws from a sequence
          t    | CREATE TABLE b (id int DEFAULT nextval('items_id_seq') PRIMARY KEY, t text) | key column "id" of public.b draws from a sequence
          t    | CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text)   | key column "id" of public.b draws from a sequence
          t    | CREATE TABLE b (id bigint PRIMARY KEY, t text)                             | column "id" is integer in public.items and bigint in public.b
          t    | CREATE TABLE b (id int, t text PRIMARY KEY)                                | the primary keys of public.a and public.b are not the same
          t    | CREATE TABLE b (id int, t text, PRIMARY KEY (id, t))                       | the primary keys of public.a and public.b are not the same
          t    | CREATE TABLE b (id int, t text)                                            | table public.b has no primary key
          t    | CREATE TABLE c (id int PRIMARY KEY, t text)                                | there is no table public.b
          id   | CREATE TABLE b (id int PRIMARY KEY)                                        | key column "id" is listed for public.b
          x    | CREATE TABLE b (id int PRIMARY KEY, x int)                                 | the new shape of public.items has no column "x"
          n    | CREATE TABLE b (id int PRIMARY KEY, n int)                                 | column "d" is generated from "n", which public.a does not take
          """)
  void whatCannotBeAPartIsNotLeftBehind(String column, String create, String fact) {
    String rules =
        """
        segue: 1
        migrations:
          items-parts:
            table: public.items
            decompose:
              - to: public.a
              - { to: public.b, columns: [%s], create: "%s" }
        """
            .formatted(column, create);
    String tables =
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS items, a, b, c CASCADE;
        CREATE TABLE items (
          id serial PRIMARY KEY, n int, t text, d int GENERATED ALWAYS AS (n * 2) STORED)""";
    try (OperatorBench bench = new OperatorBench(database, tables, rules) {}) {
      assertThatThrownBy(
              () -> bench.expansion().run(bench.context.rules().migrations().get(0), bench))
          .isInstanceOf(MigratorException.class)
          .hasMessageContaining(fact);
    }
    assertThat(
            database.rows(
                """
                SELECT relname FROM pg_class WHERE relname IN ('a', 'b', 'c')
                UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'segue'"""))
        .isEmpty();
  }

  @Test
  void aGeneratedColumnGoesWithWhatItIsGeneratedFrom() {
    String rules =
        """
        segue: 1
        migrations:
          items-parts:
            table: public.items
            decompose: [{ to: public.a }, { to: public.b, columns: [n, d] }]
        """;
    String tables =
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS items, a, b CASCADE;
        CREATE TABLE items (
          id serial PRIMARY KEY, n int, t text, d int GENERATED ALWAYS AS (n * 2) STORED)""";
    try (OperatorBench bench = new OperatorBench(database, tables, rules) {}) {
      bench.expansion().run(bench.context.rules().migrations().get(0), bench);
    }
    assertThat(database.rows(COLUMNS.formatted("a")))
        .extracting(row -> row.get(0))
        .containsExactly("id", "t");
    assertThat(database.rows("INSERT INTO b (id, n) VALUES (1, 4) RETURNING d"))
        .containsExactly(List.of(8));
  }
}
