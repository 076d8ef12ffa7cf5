package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names of types (manual, 8; gram.y's {@code Typename}). */
final class TypeParser {
  private final Grammar grammar;
  private final Tokens tokens;

  TypeParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code Typename}: with SETOF, modifiers and array bounds. */
  TypeName typename() {
    int start = tokens.start();
    tokens.accept(Token.SETOF);
    List<Identifier> names = isKeywordType() ? List.of() : names();
    String name = names.isEmpty() ? keywordType() : names.get(names.size() - 1).name();
    optArrayBounds();
    return new TypeName(
        tokens.from(start),
        name,
        names.size() > 1 ? Optional.of(names.get(names.size() - 2)) : Optional.empty());
  }

  private void optArrayBounds() {
    if (tokens.accept(Token.ARRAY)) {
      if (tokens.accept(Token.LEFT_BRACKET)) {
        tokens.expect(Token.NUMBER);
        tokens.expect(Token.RIGHT_BRACKET);
      }
      return;
    }
    while (tokens.accept(Token.LEFT_BRACKET)) {
      tokens.accept(Token.NUMBER);
      tokens.expect(Token.RIGHT_BRACKET);
    }
  }

  /** The parts of a type's name that is none of the grammar's own. */
  private List<Identifier> names() {
    List<Identifier> names = List.of(grammar.names.typeFunctionName());
    if (tokens.at(Token.DOT)) {
      names = new ArrayList<>(names);
      while (tokens.accept(Token.DOT)) {
        names.add(grammar.names.colLabel());
      }
    }
    optTypeModifiers();
    return names;
  }

  /** Whether a type of the grammar's own starts here: one that is a key word. */
  private boolean isKeywordType() {
    return switch (tokens.kind()) {
      case INT, INTEGER, SMALLINT, BIGINT, REAL, FLOAT, DECIMAL, DEC, NUMERIC, BOOLEAN -> true;
      case BIT, CHARACTER, CHAR, NATIONAL, NCHAR, VARCHAR -> true;
      case TIMESTAMP, TIME, INTERVAL, JSON -> true;
      case DOUBLE -> tokens.ahead(1) == Token.PRECISION;
      default -> false;
    };
  }

  /**
   * Whether a constant of a key word's type starts here, as {@code timestamp(3) with time zone '…'}
   * does. What else could start so is a column of that name.
   */
  boolean startsTypedConstant() {
    Token next = tokens.ahead(1);
    return switch (tokens.kind()) {
      case INT, INTEGER, SMALLINT, BIGINT, REAL, BOOLEAN, JSON -> next == Token.STRING;
      case FLOAT, DECIMAL, DEC, NUMERIC, INTERVAL ->
          next == Token.STRING || next == Token.LEFT_PARENTHESIS;
      case BIT, CHARACTER, CHAR, NCHAR, VARCHAR ->
          next == Token.STRING || next == Token.LEFT_PARENTHESIS || next == Token.VARYING;
      case TIMESTAMP, TIME ->
          next == Token.STRING
              || next == Token.LEFT_PARENTHESIS
              || ((next == Token.WITH || next == Token.WITHOUT) && tokens.ahead(2) == Token.TIME);
      case NATIONAL -> next == Token.CHARACTER || next == Token.CHAR;
      case DOUBLE -> next == Token.PRECISION;
      default -> false;
    };
  }

  private String keywordType() {
    Token type = tokens.kind();
    tokens.advance();
    switch (type) {
      case INT, INTEGER:
        return "int4";
      case SMALLINT:
        return "int2";
      case BIGINT:
        return "int8";
      case REAL:
        return "float4";
      case DOUBLE:
        tokens.expect(Token.PRECISION);
        return "float8";
      case FLOAT:
        return floatType();
      case DECIMAL, DEC, NUMERIC:
        optTypeModifiers();
        return "numeric";
      case BOOLEAN:
        return "bool";
      case JSON:
        return "json";
      case BIT:
        return character("bit", "varbit");
      case NATIONAL:
        if (!tokens.accept(Token.CHARACTER)) {
          tokens.expect(Token.CHAR);
        }
        return character("bpchar", "varchar");
      case CHARACTER, CHAR, NCHAR:
        return character("bpchar", "varchar");
      case VARCHAR:
        optTypeModifiers();
        return "varchar";
      case TIMESTAMP, TIME:
        optTypeModifiers();
        return type.text() + (withTimeZone() ? "tz" : "");
      case INTERVAL:
        optInterval();
        return "interval";
      default:
        throw tokens.unexpected();
    }
  }

  private String character(String fixed, String varying) {
    boolean isVarying = tokens.accept(Token.VARYING);
    optTypeModifiers();
    return isVarying ? varying : fixed;
  }

  /** {@code FLOAT(p)} is float4 up to 24 bits. */
  private String floatType() {
    if (!tokens.accept(Token.LEFT_PARENTHESIS)) {
      return "float8";
    }
    String precision = tokens.text();
    tokens.expect(Token.NUMBER);
    tokens.expect(Token.RIGHT_PARENTHESIS);
    boolean single =
        precision.length() == 1 || (precision.length() == 2 && precision.compareTo("24") <= 0);
    return single ? "float4" : "float8";
  }

  private boolean withTimeZone() {
    boolean with = tokens.at(Token.WITH, Token.TIME);
    if (with || tokens.at(Token.WITHOUT, Token.TIME)) {
      tokens.advance();
      tokens.advance();
      tokens.expect(Token.ZONE);
    }
    return with;
  }

  /** {@code opt_type_modifiers}: constants as a rule, but the grammar takes any expression. */
  private void optTypeModifiers() {
    if (tokens.accept(Token.LEFT_PARENTHESIS)) {
      do {
        grammar.expressions.expression();
      } while (tokens.accept(Token.COMMA));
      tokens.expect(Token.RIGHT_PARENTHESIS);
    }
  }

  /**
   * {@code opt_interval}, or a precision: {@code YEAR TO MONTH}, {@code SECOND(3)}, {@code (3)}.
   */
  void optInterval() {
    if (tokens.at(Token.LEFT_PARENTHESIS)) {
      optTypeModifiers();
      return;
    }
    if (intervalField() && tokens.accept(Token.TO) && !intervalField()) {
      throw tokens.unexpected();
    }
  }

  private boolean intervalField() {
    switch (tokens.kind()) {
      case YEAR, MONTH, DAY, HOUR, MINUTE:
        tokens.advance();
        return true;
      case SECOND:
        tokens.advance();
        if (tokens.at(Token.LEFT_PARENTHESIS)) {
          optTypeModifiers();
        }
        return true;
      default:
        return false;
    }
  }
}
