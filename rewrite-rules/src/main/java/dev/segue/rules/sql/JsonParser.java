package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** SQL/JSON (manual, 9.16): its constructors and query functions, IS JSON and JSON_TABLE. */
final class JsonParser {
  private final Grammar grammar;
  private final Tokens tokens;

  JsonParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** The arguments of a JSON function. */
  void arguments(Token function, List<Node> parts) {
    tokens.expect(Token.LEFT_PARENTHESIS);
    switch (function) {
      case JSON_OBJECT, JSON_OBJECTAGG:
        names(parts);
        break;
      case JSON_ARRAY:
        jsonArray(parts);
        break;
      case JSON_ARRAYAGG:
        values(parts);
        if (tokens.at(Token.ORDER)) {
          parts.addAll(grammar.queries.sortClause());
        }
        break;
      case JSON, JSON_SCALAR, JSON_SERIALIZE, JSON_QUERY, JSON_EXISTS, JSON_VALUE:
        values(parts);
        break;
      default:
        throw tokens.unexpected();
    }
    clauses(parts);
    tokens.expect(Token.RIGHT_PARENTHESIS);
  }

  /** {@code json_name_and_value_list}, or the arguments of the function {@code json_object}. */
  private void names(List<Node> parts) {
    if (startsClauses()) {
      return;
    }
    do {
      parts.add(grammar.functions.funcArgument());
      if (tokens.accept(Token.COLON) || tokens.accept(Token.VALUE)) {
        value(parts);
      }
    } while (tokens.accept(Token.COMMA));
  }

  private void jsonArray(List<Node> parts) {
    if (startsClauses()) {
      return;
    }
    if (grammar.queries.startsWithKeyword()) {
      parts.add(grammar.queries.query());
    } else {
      values(parts);
    }
  }

  private boolean startsClauses() {
    return tokens.at(Token.RIGHT_PARENTHESIS) || tokens.at(Token.RETURNING);
  }

  /** {@code json_value_expr_list}. */
  private void values(List<? super Expression> parts) {
    do {
      value(parts);
    } while (tokens.accept(Token.COMMA));
  }

  /** {@code json_value_expr}. */
  private void value(List<? super Expression> parts) {
    parts.add(grammar.expressions.expression());
    format();
  }

  private void format() {
    if (tokens.accept(Token.FORMAT, Token.JSON) && tokens.accept(Token.ENCODING)) {
      grammar.names.colLabel();
    }
  }

  // The clauses behind the values, in whatever order.

  private void clauses(List<? super Expression> parts) {
    while (true) {
      switch (tokens.kind()) {
        case PASSING:
          passing(parts);
          break;
        case RETURNING:
          tokens.advance();
          grammar.types.typename();
          format();
          break;
        case FORMAT:
          format();
          break;
        case WITH, WITHOUT:
          tokens.advance();
          uniqueOrWrapper();
          break;
        case KEEP, OMIT:
          tokens.advance();
          tokens.expect(Token.QUOTES);
          if (tokens.accept(Token.ON)) {
            tokens.expect(Token.SCALAR);
            tokens.expect(Token.STRING_KEYWORD);
          }
          break;
        case DEFAULT:
          tokens.advance();
          parts.add(grammar.expressions.expression());
          on();
          break;
        case ERROR, NULL, TRUE, FALSE, UNKNOWN, ABSENT:
          tokens.advance();
          on();
          break;
        case EMPTY:
          tokens.advance();
          if (!tokens.accept(Token.ARRAY)) {
            tokens.accept(Token.OBJECT);
          }
          on();
          break;
        default:
          return;
      }
    }
  }

  private void passing(List<? super Expression> parts) {
    tokens.expect(Token.PASSING);
    do {
      value(parts);
      tokens.expect(Token.AS);
      grammar.names.colLabel();
    } while (tokens.accept(Token.COMMA));
  }

  private void uniqueOrWrapper() {
    if (tokens.accept(Token.UNIQUE)) {
      tokens.accept(Token.KEYS);
      return;
    }
    if (!tokens.accept(Token.CONDITIONAL)) {
      tokens.accept(Token.UNCONDITIONAL);
    }
    tokens.accept(Token.ARRAY);
    tokens.expect(Token.WRAPPER);
  }

  /** {@code ON NULL}, {@code ON EMPTY}, {@code ON ERROR}. */
  private void on() {
    tokens.expect(Token.ON);
    if (!tokens.accept(Token.NULL) && !tokens.accept(Token.EMPTY)) {
      tokens.expect(Token.ERROR);
    }
  }

  // IS JSON.

  /** What follows IS [NOT]: {@code JSON [VALUE | ARRAY | OBJECT | SCALAR] [WITH UNIQUE KEYS]}. */
  void predicate() {
    tokens.expect(Token.JSON);
    switch (tokens.kind()) {
      case VALUE, ARRAY, OBJECT, SCALAR -> tokens.advance();
      default -> {}
    }
    if (tokens.accept(Token.WITH, Token.UNIQUE) || tokens.accept(Token.WITHOUT, Token.UNIQUE)) {
      tokens.accept(Token.KEYS);
    }
  }

  // JSON_TABLE.

  /** {@code json_table}: its expressions. */
  List<Expression> jsonTable() {
    List<Expression> parts = new ArrayList<>();
    tokens.expect(Token.JSON_TABLE);
    tokens.expect(Token.LEFT_PARENTHESIS);
    value(parts);
    tokens.expect(Token.COMMA);
    parts.add(grammar.expressions.expression());
    optPathName();
    if (tokens.at(Token.PASSING)) {
      passing(parts);
    }
    columns(parts);
    clauses(parts);
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return parts;
  }

  private void optPathName() {
    if (tokens.accept(Token.AS)) {
      grammar.names.colId();
    }
  }

  private void columns(List<Expression> parts) {
    int outer = tokens.enter();
    tokens.expect(Token.COLUMNS);
    tokens.expect(Token.LEFT_PARENTHESIS);
    do {
      column(parts);
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RIGHT_PARENTHESIS);
    tokens.leave(outer);
  }

  /** {@code json_table_column_definition}. */
  private void column(List<Expression> parts) {
    if (tokens.at(Token.NESTED, Token.PATH) || tokens.at(Token.NESTED, Token.STRING)) {
      tokens.advance();
      tokens.accept(Token.PATH);
      tokens.expect(Token.STRING);
      optPathName();
      columns(parts);
      return;
    }
    grammar.names.colId();
    if (tokens.accept(Token.FOR)) {
      tokens.expect(Token.ORDINALITY);
      return;
    }
    grammar.types.typename();
    format();
    tokens.accept(Token.EXISTS);
    if (tokens.accept(Token.PATH)) {
      tokens.expect(Token.STRING);
    }
    clauses(parts);
  }
}
