package dev.segue.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that are no data manipulation, and commands that hold one that is. */
class UtilityTest {

  private static Statement only(String sql) {
    List<Statement> statements = Parser.parse(sql, LexicalSettings.JDBC).statements();
    assertThat(statements).hasSize(1);
    return statements.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "begin | BEGIN | ``",
        "COMMIT | COMMIT | ``",
        "commit prepared 'x' | COMMIT PREPARED | ``",
        "ROLLBACK | ROLLBACK | ``",
        "rollback work to savepoint a | ROLLBACK TO | a",
        "ROLLBACK TO a | ROLLBACK TO | a",
        "SAVEPOINT a | SAVEPOINT | a",
        "start transaction read only | START TRANSACTION | read",
        "SET search_path = a, public | SET | search_path a public",
        "SET LOCAL search_path TO a | SET LOCAL | search_path a",
        "ALTER TABLE s.Users ADD COLUMN x int DEFAULT 1 | ALTER TABLE | s users add x int",
        "DROP TABLE IF EXISTS \"Users\" CASCADE | DROP TABLE | if exists Users cascade",
        "TRUNCATE a, b | TRUNCATE | a b",
        "LOCK TABLE a IN SHARE MODE | LOCK | a share mode",
        "DO $$ BEGIN PERFORM 1; END $$ | DO | ``",
        "CALL p(1, a => 2) | CALL | p a",
        "{call p(?)} | CALL | call p",
        "{? = call p(?, ?)} | CALL | call p",
        "CREATE TEMP TABLE t (a int, b text) | CREATE TEMP TABLE | t a int b text",
        "CREATE UNIQUE INDEX i ON t (a) | CREATE UNIQUE INDEX | i t a",
        "CREATE USER u | CREATE USER | u",
        "VACUUM t | VACUUM | t",
        "FETCH 10 FROM c | FETCH | c"
      })
  void commandIsToldByItsFirstWords(String sql, String command, String names) {
    Statement.Utility utility = (Statement.Utility) only(sql);
    assertThat(utility.command()).isEqualTo(command);
    assertThat(String.join(" ", utility.names().stream().map(Identifier::name).toList()))
        .isEqualTo(names);
    assertThat(utility.span().of(sql)).isEqualTo(sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "EXPLAIN ANALYZE VERBOSE SELECT a FROM t | EXPLAIN | Select",
        "EXPLAIN (ANALYZE, FORMAT json) UPDATE t SET a = 1 | EXPLAIN | Update",
        "EXPLAIN (SELECT 1) | EXPLAIN | Select",
        "EXPLAIN EXECUTE p(1) | EXPLAIN | Utility",
        "DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT 1 | DECLARE_CURSOR | Select",
        "COPY (SELECT a FROM t) TO STDOUT WITH (FORMAT csv) | COPY_QUERY | Select",
        "COPY (DELETE FROM t RETURNING a) TO STDOUT | COPY_QUERY | Delete",
        "CREATE TABLE n AS SELECT a FROM t WITH NO DATA | CREATE_TABLE_AS | Select",
        "CREATE TEMP TABLE IF NOT EXISTS n (a) ON COMMIT DROP AS TABLE t | CREATE_TABLE_AS | Select",
        "CREATE TABLE n AS EXECUTE p | CREATE_TABLE_AS | Utility",
        "CREATE MATERIALIZED VIEW n AS SELECT a FROM t | CREATE_MATERIALIZED_VIEW | Select",
        "CREATE OR REPLACE VIEW n (a) AS VALUES (1) WITH CHECK OPTION | CREATE_VIEW | Select",
        "PREPARE p (int, text) AS INSERT INTO t VALUES ($1, $2) | PREPARE | Insert"
      })
  void statementInsideACommandIsFound(String sql, String kind, String inner) {
    Statement.Enclosing enclosing = (Statement.Enclosing) only(sql);
    assertThat(enclosing.kind()).hasToString(kind);
    assertThat(enclosing.inner().getClass().getSimpleName()).isEqualTo(inner);
    assertThat(enclosing.span().of(sql)).isEqualTo(sql);
    enclosing.target().ifPresent(target -> assertThat(target.name().name()).isEqualTo("n"));
  }

  @Test
  void semicolonsSeparateStatementsExceptInBodies() {
    Script script =
        Parser.parse(
            ";; SELECT ';' ; CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1"
                + " END; SELECT 2; END; CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM"
                + " b); -- ;\n COMMIT;",
            LexicalSettings.POSTGRES);
    assertThat(script.statements().stream().map(UtilityTest::kind))
        .containsExactly("SELECT", "CREATE FUNCTION", "CREATE RULE", "COMMIT");
    assertThat(Parser.parse(" -- nothing\n;", LexicalSettings.JDBC).statements()).isEmpty();
  }

  private static String kind(Statement statement) {
    return statement instanceof Statement.Utility utility ? utility.command() : "SELECT";
  }
}
