package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;

/**
 * Reads PostgreSQL's data manipulation language, from version 14 to 18: SELECT, VALUES, TABLE,
 * INSERT, UPDATE, DELETE and MERGE with everything in them, also inside EXPLAIN, DECLARE CURSOR,
 * COPY, CREATE TABLE AS, CREATE VIEW and PREPARE. Of any other command it collects the names
 * ({@link Statement.Utility}).
 *
 * <p>It is written by hand, by recursive descent: a method for each rule, named as the manual or
 * PostgreSQL's gram.y names it, and one table of operators' precedence. It accepts everything that
 * PostgreSQL accepts; of what PostgreSQL refuses it accepts some, since the server will refuse it
 * anyway. It reads the text once, in time and memory linear in its length, and refuses more than
 * 250 levels of nesting. Thread-safe.
 */
public final class Parser {
  private Parser() {}

  /**
   * Reads a text of any number of statements.
   *
   * @throws SqlSyntaxException if it cannot be read
   */
  public static Script parse(String sql, LexicalSettings settings) {
    Grammar grammar = new Grammar(sql, settings);
    List<Statement> statements = grammar.statements.statements();
    return new Script(sql, statements, grammar.tokens.parameters());
  }

  /**
   * Reads a text that is one value expression, such as a mapping's.
   *
   * @throws SqlSyntaxException if it cannot be read, or something follows the expression
   */
  public static Expression parseExpression(String sql, LexicalSettings settings) {
    return new Grammar(sql, settings).statements.onlyExpression();
  }
}
