package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.Statement.EnclosingKind;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands: which one it is, and those that hold another one. */
final class StatementParser {
  private final Grammar grammar;
  private final Tokens tokens;

  StatementParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code stmtmulti}: to the end of the text. */
  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>(1);
    while (true) {
      while (tokens.accept(Token.SEMICOLON)) {}
      if (tokens.at(Token.END_OF_TEXT)) {
        return statements;
      }
      statements.add(statement());
      if (!tokens.at(Token.SEMICOLON) && !tokens.at(Token.END_OF_TEXT)) {
        throw tokens.unexpected();
      }
    }
  }

  /** {@code stmt}. */
  private Statement statement() {
    int outer = tokens.enter();
    Statement statement =
        switch (tokens.kind()) {
          case SELECT, VALUES, TABLE, WITH, LEFT_PARENTHESIS -> preparableStatement();
          case INSERT, UPDATE, DELETE, MERGE -> preparableStatement();
          case EXPLAIN -> explain();
          case DECLARE -> declareCursor();
          case COPY -> copy();
          case PREPARE -> prepare();
          case CREATE -> grammar.utilities.create();
          default -> grammar.utilities.utility();
        };
    tokens.leave(outer);
    return statement;
  }

  /** {@code PreparableStmt}: what a CTE, a cursor or PREPARE may hold. */
  Statement preparableStatement() {
    int start = tokens.start();
    Optional<With> with =
        tokens.at(Token.WITH) ? Optional.of(grammar.queries.with()) : Optional.empty();
    return switch (tokens.kind()) {
      case INSERT -> grammar.dml.insert(start, with);
      case UPDATE -> grammar.dml.update(start, with);
      case DELETE -> grammar.dml.delete(start, with);
      case MERGE -> grammar.merges.merge(start, with);
      default -> {
        var query = grammar.queries.query(start, with);
        yield new Statement.Select(query.span(), query);
      }
    };
  }

  // WITH.

  /** {@code common_table_expr}. */
  With.CommonTable commonTable() {
    int outer = tokens.enter();
    int start = tokens.start();
    Identifier name = grammar.names.colId();
    List<Identifier> columns = grammar.names.optNameList();
    tokens.expect(Token.AS);
    if (tokens.accept(Token.NOT)) {
      tokens.expect(Token.MATERIALIZED);
    } else {
      tokens.accept(Token.MATERIALIZED);
    }
    tokens.expect(Token.LEFT_PARENTHESIS);
    Statement body = preparableStatement();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    List<Identifier> added = new ArrayList<>(0);
    optSearchClause(added);
    optCycleClause(added);
    tokens.leave(outer);
    return new With.CommonTable(tokens.from(start), name, columns, body, added);
  }

  /** {@code SEARCH DEPTH FIRST BY a, b SET c}. */
  private void optSearchClause(List<Identifier> added) {
    if (tokens.accept(Token.SEARCH)) {
      if (!tokens.accept(Token.DEPTH)) {
        tokens.expect(Token.BREADTH);
      }
      tokens.expect(Token.FIRST);
      tokens.expect(Token.BY);
      columnList();
      tokens.expect(Token.SET);
      added.add(grammar.names.colId());
    }
  }

  /** {@code CYCLE a, b SET c [TO x DEFAULT y] USING d}; x and y are constants. */
  private void optCycleClause(List<Identifier> added) {
    if (tokens.accept(Token.CYCLE)) {
      columnList();
      tokens.expect(Token.SET);
      added.add(grammar.names.colId());
      if (tokens.accept(Token.TO)) {
        grammar.expressions.primary();
        tokens.expect(Token.DEFAULT);
        grammar.expressions.primary();
      }
      tokens.expect(Token.USING);
      added.add(grammar.names.colId());
    }
  }

  private void columnList() {
    do {
      grammar.names.colId();
    } while (tokens.accept(Token.COMMA));
  }

  // Commands that hold another one.

  private Statement explain() {
    int start = tokens.start();
    tokens.expect(Token.EXPLAIN);
    if (tokens.at(Token.LEFT_PARENTHESIS) && !queryInParentheses()) {
      grammar.utilities.skipParentheses();
    } else {
      if (!tokens.accept(Token.ANALYZE)) {
        tokens.accept(Token.ANALYSE);
      }
      tokens.accept(Token.VERBOSE);
    }
    Statement inner = statement();
    return new Statement.Enclosing(
        tokens.from(start), EnclosingKind.EXPLAIN, Optional.empty(), inner);
  }

  private boolean queryInParentheses() {
    return switch (tokens.ahead(1)) {
      case SELECT, WITH, TABLE, VALUES, LEFT_PARENTHESIS -> true;
      default -> false;
    };
  }

  private Statement declareCursor() {
    int start = tokens.start();
    tokens.expect(Token.DECLARE);
    grammar.names.colId();
    while (!tokens.accept(Token.CURSOR)) {
      switch (tokens.kind()) {
        case BINARY, INSENSITIVE, ASENSITIVE, NO, SCROLL -> tokens.advance();
        default -> throw tokens.unexpected();
      }
    }
    if (tokens.accept(Token.WITH) || tokens.accept(Token.WITHOUT)) {
      tokens.expect(Token.HOLD);
    }
    tokens.expect(Token.FOR);
    Statement inner = preparableStatement();
    return new Statement.Enclosing(
        tokens.from(start), EnclosingKind.DECLARE_CURSOR, Optional.empty(), inner);
  }

  private Statement copy() {
    if (tokens.ahead(1) != Token.LEFT_PARENTHESIS) {
      return new CopyParser(grammar).copy();
    }
    int start = tokens.start();
    tokens.expect(Token.COPY);
    tokens.expect(Token.LEFT_PARENTHESIS);
    Statement inner = preparableStatement();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    tokens.expect(Token.TO);
    grammar.utilities.skipToEnd();
    return new Statement.Enclosing(
        tokens.from(start), EnclosingKind.COPY_QUERY, Optional.empty(), inner);
  }

  private Statement prepare() {
    if (tokens.ahead(1) == Token.TRANSACTION && tokens.ahead(2) == Token.STRING) {
      return grammar.utilities.utility();
    }
    int start = tokens.start();
    tokens.expect(Token.PREPARE);
    grammar.names.colId();
    if (tokens.accept(Token.LEFT_PARENTHESIS)) {
      do {
        grammar.types.typename();
      } while (tokens.accept(Token.COMMA));
      tokens.expect(Token.RIGHT_PARENTHESIS);
    }
    tokens.expect(Token.AS);
    Statement inner = preparableStatement();
    return new Statement.Enclosing(
        tokens.from(start), EnclosingKind.PREPARE, Optional.empty(), inner);
  }

  /** {@code AS query}, or {@code AS EXECUTE …}, of CREATE TABLE and CREATE VIEW. */
  Statement createAs(int start, EnclosingKind kind, RelationName target) {
    Statement inner =
        tokens.at(Token.EXECUTE) ? grammar.utilities.utility() : preparableStatement();
    grammar.utilities.skipToEnd();
    return new Statement.Enclosing(tokens.from(start), kind, Optional.of(target), inner);
  }

  // Texts that are no statements.

  /** A whole text that is one expression. */
  Expression onlyExpression() {
    Expression expression = grammar.expressions.expression();
    if (!tokens.at(Token.END_OF_TEXT)) {
      throw tokens.unexpected();
    }
    return expression;
  }
}
