package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.FromItem.Alias;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions as tables (manual, 7.2.1.4; gram.y's {@code func_table}). */
final class TableFunctionParser {
  private final Grammar grammar;
  private final Tokens tokens;

  TableFunctionParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** Whether a function, and not a table's name, starts here. */
  boolean startsHere() {
    if (tokens.at(Token.CAST) || grammar.builtins.startsHere()) {
      return true;
    }
    if (tokens.ahead(1) == Token.LEFT_PARENTHESIS) {
      return tokens.kind().isTypeOrFunctionName() || specialForm();
    }
    return tokens.at(Token.ROWS, Token.FROM)
        || (tokens.ahead(1) == Token.DOT && qualifiedNameBeforeParenthesis());
  }

  private boolean specialForm() {
    return tokens.at(Token.XMLTABLE) || tokens.at(Token.JSON_TABLE);
  }

  /** {@code a.b(} or {@code a.b.c(}; names of functions have no more parts. */
  private boolean qualifiedNameBeforeParenthesis() {
    if (tokens.ahead(3) == Token.LEFT_PARENTHESIS) {
      return true;
    }
    return tokens.ahead(3) == Token.DOT && tokens.ahead(5) == Token.LEFT_PARENTHESIS;
  }

  /** {@code func_table func_alias_clause}, {@code xmltable} or {@code json_table}. */
  FromItem.Function function(int start, boolean lateral) {
    List<Expression> calls = calls();
    boolean definition = tokens.at(Token.AS, Token.LEFT_PARENTHESIS);
    if (definition) {
      tokens.advance();
      columnDefinitions();
      return new FromItem.Function(tokens.from(start), lateral, calls, Optional.empty(), true);
    }
    int aliasStart = tokens.start();
    if (!tokens.accept(Token.AS) && !tokens.kind().isColumnName()) {
      return new FromItem.Function(tokens.from(start), lateral, calls, Optional.empty(), false);
    }
    Identifier name = grammar.names.colId();
    List<Identifier> columns = List.of();
    if (tokens.at(Token.LEFT_PARENTHESIS)) {
      Token second = tokens.ahead(2);
      definition = second != Token.COMMA && second != Token.RIGHT_PARENTHESIS;
      columns = definition ? columnDefinitions() : grammar.names.nameList();
    }
    Alias alias = new Alias(tokens.from(aliasStart), name, columns);
    return new FromItem.Function(
        tokens.from(start), lateral, calls, Optional.of(alias), definition);
  }

  private List<Expression> calls() {
    if (tokens.at(Token.XMLTABLE, Token.LEFT_PARENTHESIS)) {
      return grammar.xml.xmlTable();
    }
    if (tokens.at(Token.JSON_TABLE, Token.LEFT_PARENTHESIS)) {
      return grammar.json.jsonTable();
    }
    List<Expression> calls;
    if (tokens.accept(Token.ROWS, Token.FROM)) {
      calls = rowsFrom();
    } else {
      calls = List.of(call());
    }
    tokens.accept(Token.WITH, Token.ORDINALITY);
    return calls;
  }

  /** {@code ROWS FROM (f(…) [AS (…)], …)}. */
  private List<Expression> rowsFrom() {
    List<Expression> calls = new ArrayList<>();
    tokens.expect(Token.LEFT_PARENTHESIS);
    do {
      calls.add(call());
      if (tokens.accept(Token.AS)) {
        columnDefinitions();
      }
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return calls;
  }

  /** {@code func_expr_windowless}. */
  private Expression call() {
    Span at = tokens.here();
    Expression call = grammar.primaries.primary();
    if (call instanceof Expression.FunctionCall || call instanceof Expression.Cast) {
      return call;
    }
    throw new SqlSyntaxException("syntax error: a function is expected here", at.start());
  }

  /** {@code '(' TableFuncElementList ')'}: {@code (a int, b text COLLATE "C")}. */
  private List<Identifier> columnDefinitions() {
    List<Identifier> columns = new ArrayList<>();
    tokens.expect(Token.LEFT_PARENTHESIS);
    do {
      columns.add(grammar.names.colId());
      grammar.types.typename();
      if (tokens.accept(Token.COLLATE)) {
        grammar.names.anyName();
      }
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return columns;
  }
}
