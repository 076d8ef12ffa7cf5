package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Expression.JdbcEscape;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JDBC's escapes in braces (JDBC 4.3, 13.4), as pgjdbc reads them. */
final class EscapeParser {
  private final Grammar grammar;
  private final Tokens tokens;

  EscapeParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code {fn f(a)}}, {@code {d '…'}}, {@code {t '…'}} or {@code {ts '…'}}. */
  JdbcEscape escape() {
    int start = tokens.start();
    tokens.expect(Token.LEFT_BRACE);
    Expression inner;
    if (tokens.atWord("fn")) {
      tokens.advance();
      inner = function();
    } else if (tokens.atWord("d") || tokens.atWord("t") || tokens.atWord("ts")) {
      tokens.advance();
      inner = grammar.expressions.primary();
    } else {
      throw tokens.unexpected();
    }
    tokens.expect(Token.RIGHT_BRACE);
    return new JdbcEscape(tokens.from(start), inner);
  }

  /** A call whose name may be any word: {@code user()}, {@code char(65)}, {@code insert(…)}. */
  private Expression function() {
    int start = tokens.start();
    if (grammar.builtins.startsHere() && !tokens.at(Token.USER)) {
      return grammar.builtins.funcExprCommonSubexpr();
    }
    Identifier name = grammar.names.colLabel();
    List<Node> parts = new ArrayList<>();
    tokens.expect(Token.LEFT_PARENTHESIS);
    if (isInterval()) {
      tokens.advance();
      tokens.expect(Token.COMMA);
    }
    if (!tokens.at(Token.RIGHT_PARENTHESIS)) {
      parts.addAll(grammar.expressions.expressionList());
    }
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return new Expression.FunctionCall(tokens.from(start), Optional.empty(), name, false, parts);
  }

  /** The unit in {@code timestampadd(SQL_TSI_DAY, …)}, which is no expression. */
  private boolean isInterval() {
    String prefix = "sql_tsi_";
    return tokens.at(Token.IDENTIFIER)
        && tokens.sql().regionMatches(true, tokens.start(), prefix, 0, prefix.length());
  }

  /** {@code {escape '!'}} behind LIKE's pattern. */
  JdbcEscape likeEscape() {
    int start = tokens.start();
    tokens.expect(Token.LEFT_BRACE);
    tokens.expect(Token.ESCAPE);
    Expression inner = grammar.expressions.primary();
    tokens.expect(Token.RIGHT_BRACE);
    return new JdbcEscape(tokens.from(start), inner);
  }

  /** {@code {oj a LEFT OUTER JOIN b ON …}}: the join takes the place of its braces. */
  FromItem outerJoin() {
    int start = tokens.start();
    tokens.expect(Token.LEFT_BRACE);
    if (!tokens.atWord("oj")) {
      throw tokens.unexpected();
    }
    tokens.advance();
    FromItem item = grammar.from.tableRef();
    tokens.expect(Token.RIGHT_BRACE);
    return grammar.from.enclosed(start, item);
  }
}
