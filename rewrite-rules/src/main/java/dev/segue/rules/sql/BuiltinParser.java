package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Call-like syntax of the grammar's own (gram.y's {@code func_expr_common_subexpr}): functions
 * without parentheses, and functions whose arguments stand between words.
 */
final class BuiltinParser {
  private static final Set<Token> OVERLAY_WORDS =
      EnumSet.of(Token.PLACING, Token.FROM, Token.FOR, Token.COMMA);
  private static final Set<Token> SUBSTRING_WORDS =
      EnumSet.of(Token.FROM, Token.FOR, Token.SIMILAR, Token.ESCAPE, Token.COMMA);

  private final Grammar grammar;
  private final Tokens tokens;

  BuiltinParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** Whether one of them starts here. */
  boolean startsHere() {
    return switch (tokens.kind()) {
      case CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP, LOCALTIME, LOCALTIMESTAMP -> true;
      case CURRENT_ROLE, CURRENT_USER, SESSION_USER, SYSTEM_USER, USER, CURRENT_CATALOG -> true;
      case CURRENT_SCHEMA -> tokens.ahead(1) != Token.LEFT_PARENTHESIS;
      case COLLATION -> tokens.ahead(1) == Token.FOR;
      case EXTRACT, NORMALIZE, OVERLAY, POSITION, SUBSTRING, TREAT, TRIM, NULLIF, COALESCE ->
          call();
      case GREATEST, LEAST, MERGE_ACTION, GROUPING -> call();
      case XMLCONCAT, XMLELEMENT, XMLEXISTS, XMLFOREST, XMLPARSE, XMLPI, XMLROOT, XMLSERIALIZE ->
          call();
      case JSON_OBJECT, JSON_ARRAY, JSON, JSON_SCALAR, JSON_SERIALIZE, JSON_QUERY -> call();
      case JSON_EXISTS, JSON_VALUE, JSON_OBJECTAGG, JSON_ARRAYAGG -> call();
      default -> false;
    };
  }

  private boolean call() {
    return tokens.ahead(1) == Token.LEFT_PARENTHESIS;
  }

  /** {@code func_expr_common_subexpr}, and GROUPING. */
  Expression funcExprCommonSubexpr() {
    int outer = tokens.enter();
    int start = tokens.start();
    Token word = tokens.kind();
    Span at = tokens.here();
    List<Node> parts = new ArrayList<>();
    tokens.advance();
    String name = word.text();
    switch (word) {
      case CURRENT_TIME, CURRENT_TIMESTAMP, LOCALTIME, LOCALTIMESTAMP:
        optPrecision();
        break;
      case CURRENT_DATE, CURRENT_ROLE, CURRENT_USER, SESSION_USER, SYSTEM_USER, USER:
      case CURRENT_CATALOG, CURRENT_SCHEMA:
        break;
      case COLLATION:
        tokens.expect(Token.FOR);
        arguments(parts, EnumSet.noneOf(Token.class));
        name = "pg_collation_for";
        break;
      case NULLIF, COALESCE, GREATEST, LEAST, MERGE_ACTION, GROUPING:
        arguments(parts, EnumSet.of(Token.COMMA));
        break;
      case OVERLAY:
        arguments(parts, OVERLAY_WORDS);
        break;
      case SUBSTRING:
        arguments(parts, SUBSTRING_WORDS);
        break;
      case EXTRACT:
        extract(parts);
        break;
      case POSITION:
        position(parts);
        break;
      case NORMALIZE:
        normalize(parts);
        break;
      case TREAT:
        name = treat(parts);
        break;
      case TRIM:
        name = trim(parts);
        break;
      default:
        if (!grammar.xml.arguments(word, parts)) {
          grammar.json.arguments(word, parts);
        }
    }
    grammar.functions.callClauses(parts);
    tokens.leave(outer);
    return new Expression.FunctionCall(
        tokens.from(start), Optional.empty(), new Identifier(at, name), true, parts);
  }

  private void optPrecision() {
    if (tokens.accept(Token.LEFT_PARENTHESIS)) {
      tokens.expect(Token.NUMBER);
      tokens.expect(Token.RIGHT_PARENTHESIS);
    }
  }

  /** Arguments in parentheses, with one of the words between any two of them. */
  private void arguments(List<Node> parts, Set<Token> words) {
    tokens.expect(Token.LEFT_PARENTHESIS);
    if (tokens.accept(Token.RIGHT_PARENTHESIS)) {
      return;
    }
    parts.add(grammar.functions.funcArgument());
    while (words.contains(tokens.kind())) {
      tokens.advance();
      parts.add(grammar.functions.funcArgument());
    }
    tokens.expect(Token.RIGHT_PARENTHESIS);
  }

  /** {@code EXTRACT(year FROM d)}; the field is no expression. */
  private void extract(List<Node> parts) {
    tokens.expect(Token.LEFT_PARENTHESIS);
    if (!tokens.accept(Token.STRING)) {
      grammar.names.colLabel();
    }
    tokens.expect(Token.FROM);
    parts.add(grammar.expressions.expression());
    tokens.expect(Token.RIGHT_PARENTHESIS);
  }

  /** {@code POSITION(a IN b)}. */
  private void position(List<Node> parts) {
    tokens.expect(Token.LEFT_PARENTHESIS);
    parts.add(grammar.expressions.restrictedExpression());
    tokens.expect(Token.IN);
    parts.add(grammar.expressions.restrictedExpression());
    tokens.expect(Token.RIGHT_PARENTHESIS);
  }

  /** {@code NORMALIZE(a, NFC)}; the form is no expression. */
  private void normalize(List<Node> parts) {
    tokens.expect(Token.LEFT_PARENTHESIS);
    parts.add(grammar.expressions.expression());
    if (tokens.accept(Token.COMMA)) {
      grammar.names.colLabel();
    }
    tokens.expect(Token.RIGHT_PARENTHESIS);
  }

  /** {@code TREAT(a AS t)}, which PostgreSQL calls by the type's name. */
  private String treat(List<Node> parts) {
    tokens.expect(Token.LEFT_PARENTHESIS);
    parts.add(grammar.expressions.expression());
    tokens.expect(Token.AS);
    String name = grammar.types.typename().name();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return name;
  }

  /** {@code TRIM([LEADING] [a] FROM b)}, which PostgreSQL calls ltrim, rtrim or btrim. */
  private String trim(List<Node> parts) {
    tokens.expect(Token.LEFT_PARENTHESIS);
    String name = "btrim";
    if (tokens.accept(Token.LEADING)) {
      name = "ltrim";
    } else if (tokens.accept(Token.TRAILING)) {
      name = "rtrim";
    } else {
      tokens.accept(Token.BOTH);
    }
    if (!tokens.accept(Token.FROM)) {
      parts.add(grammar.expressions.expression());
      if (!tokens.accept(Token.FROM) && !tokens.accept(Token.COMMA)) {
        tokens.expect(Token.RIGHT_PARENTHESIS);
        return name;
      }
    }
    parts.addAll(grammar.expressions.expressionList());
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return name;
  }
}
