package dev.segue.migrator.check;

import static dev.segue.migrator.check.Finding.Severity.ERROR;
import static dev.segue.migrator.check.Finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.migrator.JoinedClub;
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
import org.junit.jupiter.params.provider.MethodSource;

/** What is checked of tables that are joined. */
@ExtendWith(PostgresExtension.class)
class JoinCheckTest {

  private static final String STRAY =
      """
      DROP SCHEMA IF EXISTS stray CASCADE;
      CREATE SCHEMA stray;
      CREATE FUNCTION stray.quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      """;

  private final TestDatabase database;
  private JoinedClub club;

  JoinCheckTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    club = new JoinedClub(database);
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
            "ALTER TABLE member_profiles DROP CONSTRAINT member_profiles_pkey",
            Subject.TABLE,
            ERROR,
            "table public.member_profiles has no primary key"),
        arguments(
            "DROP TABLE member_accounts",
            Subject.TABLE,
            ERROR,
            "there is no table public.member_accounts"),
        arguments(
            "ALTER TABLE member_accounts ADD bio text",
            Subject.COLUMN,
            ERROR,
            "both public.member_profiles and public.member_accounts have a column \"bio\""),
        arguments(
            "ALTER TABLE member_accounts ALTER balance TYPE numeric(10,2)",
            Subject.COLUMN,
            ERROR,
            "column \"balance\" of public.member_accounts is numeric(10,2), not numeric(12,2)"),
        arguments(
            """
            CREATE FUNCTION stray.wipe() RETURNS void LANGUAGE sql
            AS 'DELETE FROM public.member_profiles'""",
            Subject.FUNCTION,
            ERROR,
            "function stray.wipe() may write public.member_profiles"),
        arguments(
            """
            CREATE TRIGGER quiet AFTER INSERT ON member_accounts
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            WARNING,
            "trigger quiet on public.member_accounts is not on public.members"),
        arguments(
            """
            CREATE TRIGGER quiet BEFORE UPDATE ON member_accounts
              FOR EACH ROW EXECUTE FUNCTION stray.quiet()""",
            Subject.TRIGGER,
            ERROR,
            "table public.member_accounts has trigger quiet"));
  }

  @ParameterizedTest
  @MethodSource("beforeExpand")
  void findsWhatTouchesTheOldTables(String sql, Subject subject, Severity severity, String fact) {
    club.execute(sql);
    found(subject, severity, fact);
  }

  private static Stream<Arguments> afterExpand() {
    return Stream.of(
        arguments(
            "ALTER TABLE members DROP CONSTRAINT members_iban_key",
            Subject.INDEX,
            WARNING,
            "member_accounts_iban_key btree (iban) of public.member_accounts has no counterpart on"
                + " public.members"),
        arguments(
            "CREATE UNIQUE INDEX one ON members (mail, iban)",
            Subject.INDEX,
            WARNING,
            "one btree (mail, iban) of public.members has columns that several tables take"),
        arguments(
            "ALTER TABLE members DROP CONSTRAINT members_town_fkey",
            Subject.FOREIGN_KEY,
            ERROR,
            "member_profiles_town_fkey FOREIGN KEY (town) REFERENCES towns(code) ON DELETE SET NULL of"
                + " public.member_profiles has no counterpart on public.members"),
        arguments(
            """
            ALTER TABLE member_profiles DROP CONSTRAINT member_profiles_id_fkey;
            ALTER TABLE member_core ADD seat text CONSTRAINT of_town REFERENCES towns ON DELETE CASCADE;
            ALTER TABLE members ADD seat text CONSTRAINT of_town REFERENCES towns ON DELETE CASCADE""",
            Subject.FOREIGN_KEY,
            ERROR,
            "of_town of public.members deletes rows, and leaves those of public.member_profiles"),
        arguments(
            "CREATE TABLE stray.visits (member int CONSTRAINT visited REFERENCES member_profiles)",
            Subject.FOREIGN_KEY,
            WARNING,
            "constraint visited on table stray.visits points at public.member_core or"
                + " public.member_profiles or public.member_accounts"),
        arguments(
            "ALTER TABLE member_accounts ENABLE ROW LEVEL SECURITY",
            Subject.POLICY,
            WARNING,
            "row-level security is on for public.member_accounts and not for public.members"),
        arguments(
            "CREATE PUBLICATION stray FOR TABLE member_accounts",
            Subject.PUBLICATION,
            WARNING,
            "publication stray has public.member_accounts and not public.members"));
  }

  @ParameterizedTest
  @MethodSource("afterExpand")
  void findsWhatOneTableHasAlone(String sql, Subject subject, Severity severity, String fact) {
    club.expansion().run(club.members, club);
    club.execute(sql);
    found(subject, severity, fact);
  }
}
