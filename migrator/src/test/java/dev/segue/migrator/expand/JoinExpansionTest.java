package dev.segue.migrator.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.migrator.JoinedClub;
import dev.segue.migrator.MigratorException;
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

/** The table that several tables are joined to. */
@ExtendWith(PostgresExtension.class)
class JoinExpansionTest {

  private static final String COLUMNS =
      """
      SELECT a.attname::text, format_type(atttypid, atttypmod), attnotnull, attgenerated <> '',
             pg_get_expr(adbin, adrelid), l.collname::text
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
      LEFT JOIN pg_collation l ON l.oid = attcollation
      WHERE attrelid = 'members'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

  private static final String STANDING =
      """
      SELECT pg_get_constraintdef(oid) FROM pg_constraint
      WHERE conrelid = 'members'::regclass AND contype <> 'n'
      UNION ALL
      SELECT regexp_replace(indexdef, '^.* USING ', '') FROM pg_indexes
      WHERE tablename = 'members' AND indexdef NOT LIKE '%UNIQUE%'""";

  private final TestDatabase database;
  private JoinedClub club;

  JoinExpansionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    club = new JoinedClub(database);
  }

  @AfterEach
  void close() {
    club.close();
  }

  private List<String> expand() {
    return club.expansion().run(club.members, club);
  }

  @Test
  void makesOneTableWithAllThatTheOldOnesHave() {
    assertThat(expand()).containsExactly("public.members");

    assertThat(database.rows(COLUMNS))
        .containsExactlyInAnyOrder(
            Arrays.asList(
                "id", "bigint", true, false, "nextval('member_core_id_seq'::regclass)", null),
            List.of(
                "name", "character varying(40)", true, false, "'nobody'::character varying", "C"),
            Arrays.asList("mail", "text", true, false, null, "default"),
            Arrays.asList("bio", "text", false, false, null, "C"),
            Arrays.asList("nickname", "text", false, false, null, "default"),
            List.of("initial", "text", false, true, "\"left\"(nickname, 1)", "default"),
            List.of("town", "text", false, false, "'se'::text", "default"),
            Arrays.asList("iban", "text", false, false, null, "default"),
            Arrays.asList("balance_cents", "bigint", true, false, DEFAULT_OF_BALANCE, null));
    assertThat(database.rows(STANDING))
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrder(
            "PRIMARY KEY (id)",
            "CHECK (((name)::text <> ''::text))",
            "CHECK ((bio <> ''::text))",
            "CHECK ((id > 0))",
            "UNIQUE (mail)",
            "UNIQUE (iban)",
            "FOREIGN KEY (town) REFERENCES towns(code) ON DELETE SET NULL",
            "btree (lower((name)::text))",
            "btree (nickname) WHERE (bio IS NOT NULL)");
    assertThat(club.said).anyMatch(line -> line.contains("created table public.members"));
  }

  private static final String DEFAULT_OF_BALANCE =
      "(((0)::numeric(12,2) * (100)::numeric))::bigint";

  @Test
  void makesItOnceAndByTheRulesCommands() {
    expand();
    assertThat(expand()).isEmpty();
    database.execute("DROP TABLE members");
    try (JoinedClub own =
        new JoinedClub(
            database,
            JoinedClub.RULES.replace(
                "to: public.members\n",
                """
                to: public.members
                      create: |
                        CREATE TABLE public.members (
                          nickname text, bio text, initial text, town text, mail text, name varchar(40),
                          iban text, balance_cents bigint, note text,
                          id bigint PRIMARY KEY DEFAULT nextval('public.member_core_id_seq'));
                """))) {
      assertThat(own.expansion().run(own.members, own)).containsExactly("public.members");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALTER TABLE member_accounts ADD mail text | both public.member_core and public.member_accounts have a column "mail"
          ALTER TABLE member_profiles DROP CONSTRAINT member_profiles_pkey, ALTER id TYPE bigint, ADD PRIMARY KEY (id) | the primary keys of public.member_core and public.member_profiles are not the same
          CREATE TABLE members (id bigint PRIMARY KEY, name varchar(40)) | column "mail" of public.member_core has no place in public.members
          ALTER TABLE member_accounts RENAME balance TO money | has no column "balance"
          DROP TABLE member_accounts | there is no table public.member_accounts
          """)
  void isNotMadeWhereTheTablesCannotBeOne(String change, String fact) {
    database.execute(change);

    assertThatThrownBy(this::expand)
        .isInstanceOf(MigratorException.class)
        .hasMessageContaining(fact);
  }

  /** Nobody may read what he could not. */
  @Test
  void privilegesAreThoseOnTheTableWhoseColumnsTheyAre() {
    database.execute(
        """
        DROP ROLE IF EXISTS clerk; DROP ROLE IF EXISTS cashier;
        CREATE ROLE clerk; CREATE ROLE cashier;
        GRANT SELECT, UPDATE ON member_core, member_profiles TO clerk;
        GRANT SELECT (balance) ON member_accounts TO clerk;
        GRANT SELECT, INSERT, DELETE ON member_core, member_profiles, member_accounts TO cashier""");
    try {
      expand();

      assertThat(
              database.rows(
                  """
                  SELECT r.role || ' ' || p.privilege, string_agg(a.attname, ' ' ORDER BY a.attnum)
                  FROM unnest(ARRAY['clerk', 'cashier']) r(role)
                  CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) p(privilege)
                  JOIN pg_attribute a ON a.attrelid = 'members'::regclass AND a.attnum > 0
                    AND has_column_privilege(r.role, 'members', a.attname, p.privilege)
                  WHERE NOT a.attisdropped AND a.attname IN ('id', 'name', 'nickname', 'iban', 'balance_cents')
                  GROUP BY 1 ORDER BY 1"""))
          .containsExactly(
              List.of("cashier INSERT", "id name nickname iban balance_cents"),
              List.of("cashier SELECT", "id name nickname iban balance_cents"),
              List.of("clerk SELECT", "id name nickname balance_cents"),
              List.of("clerk UPDATE", "id name nickname"));
      assertThat(
              database.rows(
                  """
                  SELECT has_table_privilege('cashier', 'members', 'DELETE'),
                         has_table_privilege('clerk', 'members', 'DELETE'),
                         has_sequence_privilege('cashier', 'member_core_id_seq', 'USAGE')"""))
          .containsExactly(List.of(true, false, true));
    } finally {
      database.execute("DROP OWNED BY clerk, cashier; DROP ROLE clerk, cashier");
    }
  }
}
