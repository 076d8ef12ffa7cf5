package dev.segue.migrator.check;

import static dev.segue.migrator.check.Finding.Severity.ERROR;
import static dev.segue.migrator.check.Finding.Severity.NOTE;
import static dev.segue.migrator.check.Finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.migrator.Club;
import dev.segue.migrator.check.Finding.Severity;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is checked of a table that is decomposed. */
@ExtendWith(PostgresExtension.class)
class DecompositionCheckTest {

  private static final String STRAY =
      """
      DROP SCHEMA IF EXISTS stray CASCADE;
      CREATE SCHEMA stray;
      CREATE FUNCTION stray.quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      """;

  private final TestDatabase database;
  private Club club;

  DecompositionCheckTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    club = new Club(database);
    club.execute(STRAY);
  }

  @AfterEach
  void close() {
    club.close();
    database.execute("DROP SCHEMA stray CASCADE; DROP PUBLICATION IF EXISTS stray");
  }

  private List<Finding> check() {
    return new SchemaCheck(club.context).run();
  }

  @Test
  void aColumnThatAPartCannotDoWithout() {
    club.execute("ALTER TABLE members ALTER balance DROP DEFAULT");
    found(
        Subject.COLUMN,
        NOTE,
        "column \"balance\" of public.members is NOT NULL without a default,"
            + " and public.member_accounts takes it");
  }

  private void found(Subject subject, Severity severity, String fact) {
    assertThat(check())
        .filteredOn(finding -> finding.fact().equals(fact))
        .as("among %s", check())
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.subject()).isEqualTo(subject);
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.hint()).isNotEmpty().doesNotContain("write-mode");
            });
  }

  @Test
  void whatIsAsItShouldBeIsNotMentioned() {
    assertThat(check()).isEmpty();

    club.expansion().run(club.members, club);
    assertThat(check()).isEmpty();
  }

  private static Stream<Arguments> beforeExpand() {
    return Stream.of(
        arguments(
            "ALTER TABLE members DROP CONSTRAINT members_pkey",
            Subject.TABLE,
            ERROR,
            "table public.members has no primary key"),
        arguments(
            "ALTER TABLE members RENAME bio TO story",
            Subject.COLUMN,
            ERROR,
            "the new shape of public.members has no column \"bio\""),
        arguments(
            "ALTER TABLE members ADD short text GENERATED ALWAYS AS (substr(bio, 1, 9)) STORED",
            Subject.COLUMN,
            ERROR,
            "column \"short\" is generated from \"bio\", which public.member_core does not take"),
        arguments(
            """
            CREATE FUNCTION stray.wipe() RETURNS void LANGUAGE sql
            AS 'DELETE FROM public.members USING public.member_core'""",
            Subject.FUNCTION,
            ERROR,
            "function stray.wipe() may write public.members"),
        arguments(
            """
            CREATE FUNCTION stray.all_of_them() RETURNS void LANGUAGE plpgsql AS
            'BEGIN DELETE FROM members; DELETE FROM member_core; DELETE FROM member_profiles; DELETE FROM member_accounts; END'""",
            Subject.FUNCTION,
            NOTE,
            "function stray.all_of_them() names public.members and public.member_core and"
                + " public.member_profiles and public.member_accounts"),
        arguments(
            """
            CREATE TRIGGER quiet AFTER INSERT ON members
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            WARNING,
            "trigger quiet on public.members is not on public.member_core or"
                + " public.member_profiles or public.member_accounts"),
        arguments(
            """
            CREATE TRIGGER quiet BEFORE UPDATE ON members
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            ERROR,
            "table public.members has trigger quiet"));
  }

  @ParameterizedTest
  @MethodSource("beforeExpand")
  void isFoundBeforeExpand(String change, Subject subject, Severity severity, String fact) {
    if (change.startsWith("CREATE FUNCTION stray.wipe")) {
      club.execute("SET check_function_bodies = off; " + change);
    } else {
      club.execute(change);
    }

    if (subject == Subject.FUNCTION && severity == NOTE) {
      assertThat(check()).extracting(Finding::severity, Finding::fact).contains(tuple(NOTE, fact));
    } else {
      found(subject, severity, fact);
    }
  }

  private static Stream<Arguments> afterExpand() {
    return Stream.of(
        arguments(
            "CREATE UNIQUE INDEX two ON members (mail, bio)",
            Subject.INDEX,
            WARNING,
            "two btree (mail, bio) of public.members has columns that several tables take"),
        arguments(
            "CREATE INDEX two ON members (nick, balance)",
            Subject.INDEX,
            WARNING,
            "two btree (nick, balance) of public.members has columns that several tables take"),
        arguments(
            "ALTER TABLE members ADD CONSTRAINT two CHECK (bio <> name)",
            Subject.CONSTRAINT,
            WARNING,
            "two CHECK ((bio <> (name)::text)) of public.members has columns that several tables take"),
        arguments(
            "CREATE UNIQUE INDEX alike ON members (id, nick)",
            Subject.INDEX,
            WARNING,
            "alike btree (id, nick) of public.members has no counterpart on public.member_profiles"),
        arguments(
            "ALTER TABLE member_core DROP CONSTRAINT members_town_fkey",
            Subject.FOREIGN_KEY,
            ERROR,
            "members_town_fkey FOREIGN KEY (town) REFERENCES towns(code) ON DELETE SET NULL of"
                + " public.members has no counterpart on public.member_core"),
        arguments(
            "ALTER TABLE member_accounts DROP CONSTRAINT member_accounts_iban_key",
            Subject.INDEX,
            WARNING,
            "members_iban_key btree (iban) of public.members has no counterpart on"
                + " public.member_accounts"),
        arguments(
            "CREATE UNIQUE INDEX unlike ON member_profiles (nickname)",
            Subject.INDEX,
            WARNING,
            "unlike btree (nickname) of public.member_profiles has no counterpart on"
                + " public.members"),
        arguments(
            """
            CREATE TRIGGER quiet BEFORE UPDATE ON member_profiles
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            ERROR,
            "table public.member_profiles has trigger quiet"),
        arguments(
            """
            CREATE TRIGGER quiet AFTER INSERT ON members
              FOR EACH ROW EXECUTE FUNCTION stray.quiet();
            CREATE TRIGGER loud AFTER UPDATE ON member_accounts
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            WARNING,
            "triggers of public.members and of public.member_accounts call stray.quiet()"),
        arguments(
            "CREATE PUBLICATION stray FOR TABLE members, member_core, member_accounts",
            Subject.PUBLICATION,
            WARNING,
            "publication stray has public.members and not public.member_profiles"),
        arguments(
            """
            ALTER TABLE members ENABLE ROW LEVEL SECURITY;
            ALTER TABLE member_core ENABLE ROW LEVEL SECURITY;
            ALTER TABLE member_accounts ENABLE ROW LEVEL SECURITY""",
            Subject.POLICY,
            WARNING,
            "row-level security is on for public.members and not for public.member_profiles"),
        arguments(
            "CREATE TABLE stray.visits (member int CONSTRAINT of_them REFERENCES members)",
            Subject.FOREIGN_KEY,
            WARNING,
            "constraint of_them on table stray.visits points at public.members"),
        arguments(
            "ALTER TABLE member_accounts ALTER iban TYPE varchar(9)",
            Subject.COLUMN,
            ERROR,
            "column \"iban\" is text in public.members and character varying(9) in"
                + " public.member_accounts"));
  }

  @ParameterizedTest
  @MethodSource("afterExpand")
  void isFoundAfterExpand(String change, Subject subject, Severity severity, String fact) {
    club.expansion().run(club.members, club);
    club.execute(change);

    found(subject, severity, fact);
  }

  /** Where the accounts go with the first table's rows, those of the profiles stay behind. */
  @Test
  void aRowThatGoesInOneTableAloneIsFound() {
    club.execute(
        """
        ALTER TABLE members DROP CONSTRAINT members_town_fkey;
        ALTER TABLE members ADD CONSTRAINT of_town FOREIGN KEY (town) REFERENCES towns ON DELETE CASCADE""");
    club.expansion().run(club.members, club);

    found(
        Subject.FOREIGN_KEY,
        ERROR,
        "of_town of public.members deletes rows, and leaves those of public.member_profiles");
    club.execute(
        "ALTER TABLE member_profiles ADD FOREIGN KEY (id) REFERENCES member_core ON DELETE CASCADE");
    assertThat(check()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [bio, nickname] | [bio, nick]   | the new shape of public.members has no column "nick"
          [bio, nickname] | [id, bio]     | key column "id" is listed for public.member_profiles
          monotonic: true | one-to-one: false | primary key column "id" of public.members cannot be told from a row of public.member_core
          member_profiles, | nowhere.profiles, | there is no schema "nowhere"
          """)
  void whatTheRuleSaysIsCheckedBeforeExpand(String in, String instead, String fact) {
    club.close();
    club =
        new Club(
            database,
            Club.RULES.replace(in, instead).replace("public.nowhere.profiles", "nowhere.profiles"));

    assertThat(check())
        .filteredOn(finding -> finding.fact().equals(fact))
        .as("among %s", check())
        .extracting(Finding::severity)
        .containsExactly(ERROR);
  }
}
