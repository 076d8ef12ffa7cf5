package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Expression.CastForm;
import dev.segue.rules.sql.tree.Expression.Operation;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Operators and their precedence (manual, 4.1.6; gram.y's {@code a_expr} and {@code b_expr}), by
 * precedence climbing. A run of one operator without parentheses becomes one flat {@link
 * Operation}, so that long chains of AND, OR or {@code ||} cost no depth.
 */
final class ExpressionParser {
  // Binding powers, weakest first. What is absent from the manual's table stands in gram.y's.
  private static final int NONE = 0;
  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int IS = 4;
  private static final int COMPARISON = 5;
  private static final int BETWEEN_IN_LIKE = 6;
  private static final int OTHER_OPERATOR = 7;
  private static final int ADDITION = 8;
  private static final int MULTIPLICATION = 9;
  private static final int EXPONENTIATION = 10;
  private static final int AT = 11;
  private static final int COLLATE = 12;
  private static final int SIGN = 13;
  private static final int TYPECAST = 14;

  private final Grammar grammar;
  private final Tokens tokens;

  ExpressionParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code a_expr}. */
  Expression expression() {
    return expression(OR, false);
  }

  /** {@code b_expr}: without AND, OR, NOT, IN, LIKE, BETWEEN and most of IS. */
  Expression restrictedExpression() {
    return expression(OR, true);
  }

  /** {@code c_expr}: without operators around it. */
  Expression primary() {
    return expression(TYPECAST + 1, false);
  }

  /** {@code expr_list}. */
  List<Expression> expressionList() {
    List<Expression> list = new ArrayList<>();
    do {
      list.add(expression());
    } while (tokens.accept(Token.COMMA));
    return list;
  }

  private Expression expression(int minimum, boolean restricted) {
    int outer = tokens.enter();
    int start = tokens.start();
    Expression first = prefix(restricted);
    Expression whole = operators(start, first, minimum, restricted);
    tokens.leave(outer);
    return whole;
  }

  /** Goes on behind an operand that was read already. */
  Expression continueAfter(Expression operand) {
    return operators(operand.span().start(), operand, OR, false);
  }

  // In front of an operand.

  private Expression prefix(boolean restricted) {
    int start = tokens.start();
    switch (tokens.kind()) {
      case PLUS, MINUS:
        return prefixed(start, symbol(), SIGN, restricted);
      case NOT:
        if (restricted) {
          throw tokens.unexpected();
        }
        tokens.advance();
        return prefixed(start, "NOT", NOT, false);
      case OPERATOR:
        return prefixed(start, symbol(), OTHER_OPERATOR + 1, restricted);
      case OPERATOR_KEYWORD:
        if (tokens.ahead(1) == Token.LEFT_PARENTHESIS) {
          return prefixed(start, qualifiedOperator(), OTHER_OPERATOR + 1, restricted);
        }
        return grammar.primaries.primary();
      default:
        return grammar.primaries.primary();
    }
  }

  private Operation prefixed(int start, String operator, int precedence, boolean restricted) {
    Expression operand = expression(precedence, restricted);
    return new Operation(tokens.from(start), operator, List.of(operand));
  }

  // Between and behind operands.

  private Expression operators(int start, Expression first, int minimum, boolean restricted) {
    Expression left = first;
    Chain chain = null;
    while (true) {
      int precedence = precedence(restricted);
      if (precedence == NONE || precedence < minimum) {
        return chain == null ? left : chain.operation(start);
      }
      if (isPlainBinary(precedence)) {
        String operator = binaryOperator(precedence);
        boolean quantified = precedence != OR && precedence != AND && atQuantifier();
        if (chain != null && !quantified && chain.operator.equals(operator)) {
          chain.add(expression(precedence + 1, restricted));
          continue;
        }
        left = chain == null ? left : chain.operation(start);
        tokens.below();
        if (quantified) {
          chain = null;
          left = quantified(start, left, operator);
        } else {
          chain = new Chain(operator, left);
          chain.add(expression(precedence + 1, restricted));
        }
      } else {
        left = chain == null ? left : chain.operation(start);
        chain = null;
        tokens.below();
        left = special(start, left, precedence);
      }
    }
  }

  /** Operands of one operator, as they are found. */
  private final class Chain {
    private final String operator;
    private final List<Expression> operands = new ArrayList<>(4);

    Chain(String operator, Expression first) {
      this.operator = operator;
      operands.add(first);
    }

    void add(Expression operand) {
      operands.add(operand);
    }

    /** The operation; what is behind its last operand may have been read already. */
    Operation operation(int start) {
      int end = operands.get(operands.size() - 1).span().end();
      return new Operation(new Span(start, end), operator, operands);
    }
  }

  private static boolean isPlainBinary(int precedence) {
    return switch (precedence) {
      case OR, AND, COMPARISON, OTHER_OPERATOR, ADDITION, MULTIPLICATION, EXPONENTIATION -> true;
      default -> false;
    };
  }

  /** How strongly the operator at this place binds; {@link #NONE} where there is none. */
  private int precedence(boolean restricted) {
    int precedence =
        switch (tokens.kind()) {
          case OR -> OR;
          case AND -> AND;
          case IS, ISNULL, NOTNULL -> IS;
          case LESS, GREATER, EQUALS, LESS_EQUALS, GREATER_EQUALS, NOT_EQUALS -> COMPARISON;
          case BETWEEN, IN, LIKE, ILIKE -> BETWEEN_IN_LIKE;
          case SIMILAR -> tokens.ahead(1) == Token.TO ? BETWEEN_IN_LIKE : NONE;
          case NOT -> negatesNext() ? BETWEEN_IN_LIKE : NONE;
          case OVERLAPS, OPERATOR -> OTHER_OPERATOR;
          case OPERATOR_KEYWORD ->
              tokens.ahead(1) == Token.LEFT_PARENTHESIS ? OTHER_OPERATOR : NONE;
          case PLUS, MINUS -> ADDITION;
          case STAR, SLASH, PERCENT -> MULTIPLICATION;
          case CARET -> EXPONENTIATION;
          case AT -> tokens.ahead(1) == Token.TIME || tokens.ahead(1) == Token.LOCAL ? AT : NONE;
          case COLLATE -> COLLATE;
          case TYPECAST -> TYPECAST;
          default -> NONE;
        };
    return (restricted && !allowedInRestricted(precedence)) || isLabel(precedence)
        ? NONE
        : precedence;
  }

  /**
   * Whether the word is a label and no operator: {@code SELECT a IN FROM t}. Nothing can follow an
   * operator that ends an item of a select list, unless it stands behind its operand.
   */
  private boolean isLabel(int precedence) {
    return precedence != NONE
        && tokens.kind().isKeyword()
        && !tokens.at(Token.ISNULL)
        && !tokens.at(Token.NOTNULL)
        && endsItem(tokens.ahead(1));
  }

  private static boolean endsItem(Token token) {
    return switch (token) {
      case END_OF_TEXT, SEMICOLON, COMMA, RIGHT_PARENTHESIS, FROM, INTO, WHERE, GROUP, HAVING ->
          true;
      case WINDOW, UNION, INTERSECT, EXCEPT, ORDER, LIMIT, OFFSET, FETCH, FOR -> true;
      default -> false;
    };
  }

  private boolean negatesNext() {
    return switch (tokens.ahead(1)) {
      case BETWEEN, IN, LIKE, ILIKE, SIMILAR -> true;
      default -> false;
    };
  }

  private boolean allowedInRestricted(int precedence) {
    return switch (precedence) {
      case OR, AND, BETWEEN_IN_LIKE, AT, COLLATE -> false;
      case IS -> tokens.at(Token.IS) && restrictedIs();
      default -> true;
    };
  }

  private boolean restrictedIs() {
    Token next = tokens.ahead(1) == Token.NOT ? tokens.ahead(2) : tokens.ahead(1);
    return next == Token.DISTINCT || next == Token.DOCUMENT;
  }

  private String binaryOperator(int precedence) {
    if (precedence == OR || precedence == AND || tokens.at(Token.OVERLAPS)) {
      String word = tokens.kind().text().toUpperCase(Locale.ROOT);
      tokens.advance();
      return word;
    }
    return tokens.at(Token.OPERATOR_KEYWORD) ? qualifiedOperator() : symbol();
  }

  private String symbol() {
    String symbol =
        tokens.at(Token.OPERATOR) || tokens.at(Token.NOT_EQUALS)
            ? tokens.text()
            : tokens.kind().text();
    tokens.advance();
    return symbol;
  }

  /** {@code OPERATOR(schema.+)}. */
  private String qualifiedOperator() {
    int start = tokens.start();
    tokens.expect(Token.OPERATOR_KEYWORD);
    tokens.expect(Token.LEFT_PARENTHESIS);
    anyOperator();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return tokens.from(start).of(tokens.sql());
  }

  private void anyOperator() {
    while (tokens.kind().isColumnName()) {
      tokens.advance();
      tokens.expect(Token.DOT);
    }
    switch (tokens.kind()) {
      case OPERATOR, PLUS, MINUS, STAR, SLASH, PERCENT, CARET -> tokens.advance();
      case LESS, GREATER, EQUALS, LESS_EQUALS, GREATER_EQUALS, NOT_EQUALS -> tokens.advance();
      default -> throw tokens.unexpected();
    }
  }

  /** {@code qual_all_Op}: behind ORDER BY … USING. */
  void operatorName() {
    if (tokens.at(Token.OPERATOR_KEYWORD)) {
      qualifiedOperator();
    } else {
      anyOperator();
    }
  }

  // ANY, SOME, ALL.

  private boolean atQuantifier() {
    return tokens.at(Token.ANY) || tokens.at(Token.SOME) || tokens.at(Token.ALL);
  }

  private Operation quantified(int start, Expression left, String operator) {
    String quantifier = tokens.kind().text().toUpperCase(Locale.ROOT);
    tokens.advance();
    Expression right = grammar.primaries.parenthesized();
    if (right instanceof Expression.Parenthesized parenthesized) {
      right = parenthesized.inner();
    }
    return new Operation(tokens.from(start), operator + " " + quantifier, List.of(left, right));
  }

  // Operators made of words, and casts.

  private Expression special(int start, Expression left, int precedence) {
    switch (precedence) {
      case TYPECAST:
        tokens.advance();
        TypeName type = grammar.types.typename();
        return new Expression.Cast(tokens.from(start), left, type, CastForm.COLONS);
      case COLLATE:
        tokens.advance();
        grammar.names.anyName();
        return new Expression.Collate(tokens.from(start), left);
      case AT:
        return atTimeZone(start, left);
      case IS:
        return is(start, left);
      case BETWEEN_IN_LIKE:
        return betweenInLike(start, left);
      default:
        throw tokens.unexpected();
    }
  }

  private Operation atTimeZone(int start, Expression left) {
    tokens.advance();
    if (tokens.accept(Token.LOCAL)) {
      return new Operation(tokens.from(start), "AT LOCAL", List.of(left));
    }
    tokens.expect(Token.TIME);
    tokens.expect(Token.ZONE);
    Expression zone = expression(AT + 1, false);
    return new Operation(tokens.from(start), "AT TIME ZONE", List.of(left, zone));
  }

  private Operation is(int start, Expression left) {
    if (!tokens.at(Token.IS)) {
      String operator = tokens.at(Token.ISNULL) ? "ISNULL" : "NOTNULL";
      tokens.advance();
      return new Operation(tokens.from(start), operator, List.of(left));
    }
    tokens.advance();
    String operator = tokens.accept(Token.NOT) ? "IS NOT " : "IS ";
    String test = tokens.kind().text().toUpperCase(Locale.ROOT);
    List<Expression> operands = List.of(left);
    switch (tokens.kind()) {
      case NULL, TRUE, FALSE, UNKNOWN, DOCUMENT, NORMALIZED:
        tokens.advance();
        break;
      case NFC, NFD, NFKC, NFKD:
        tokens.advance();
        tokens.expect(Token.NORMALIZED);
        test += " NORMALIZED";
        break;
      case JSON:
        grammar.json.predicate();
        break;
      case DISTINCT:
        tokens.advance();
        tokens.expect(Token.FROM);
        test += " FROM";
        operands = List.of(left, expression(IS + 1, false));
        break;
      default:
        throw tokens.unexpected();
    }
    return new Operation(tokens.from(start), operator + test, operands);
  }

  private Operation betweenInLike(int start, Expression left) {
    String not = tokens.accept(Token.NOT) ? "NOT " : "";
    Token operator = tokens.kind();
    tokens.advance();
    return switch (operator) {
      case BETWEEN -> between(start, left, not);
      case IN -> in(start, left, not);
      case SIMILAR -> {
        tokens.expect(Token.TO);
        yield like(start, left, not + "SIMILAR TO");
      }
      default -> like(start, left, not + operator.text().toUpperCase(Locale.ROOT));
    };
  }

  private Operation between(int start, Expression left, String not) {
    String symmetry = "";
    if (tokens.accept(Token.SYMMETRIC)) {
      symmetry = " SYMMETRIC";
    } else {
      tokens.accept(Token.ASYMMETRIC);
    }
    Expression low = restrictedExpression();
    tokens.expect(Token.AND);
    Expression high = expression(BETWEEN_IN_LIKE + 1, false);
    return new Operation(tokens.from(start), not + "BETWEEN" + symmetry, List.of(left, low, high));
  }

  /** {@code in_expr}: a subquery, or a list whose items become operands. */
  private Operation in(int start, Expression left, String not) {
    Expression right = grammar.primaries.parenthesized();
    List<Expression> operands;
    if (right instanceof Expression.Row row) {
      operands = new ArrayList<>(row.items().size() + 1);
      operands.add(left);
      operands.addAll(row.items());
    } else if (right instanceof Expression.Parenthesized parenthesized) {
      operands = List.of(left, parenthesized.inner());
    } else {
      operands = List.of(left, right);
    }
    return new Operation(tokens.from(start), not + "IN", operands);
  }

  private Operation like(int start, Expression left, String operator) {
    if (atQuantifier()) {
      return quantified(start, left, operator);
    }
    Expression pattern = expression(BETWEEN_IN_LIKE + 1, false);
    if (tokens.accept(Token.ESCAPE)) {
      Expression escape = expression(BETWEEN_IN_LIKE + 1, false);
      return new Operation(tokens.from(start), operator, List.of(left, pattern, escape));
    }
    if (tokens.at(Token.LEFT_BRACE)) {
      Expression escape = grammar.escapes.likeEscape();
      return new Operation(tokens.from(start), operator, List.of(left, pattern, escape));
    }
    return new Operation(tokens.from(start), operator, List.of(left, pattern));
  }
}
