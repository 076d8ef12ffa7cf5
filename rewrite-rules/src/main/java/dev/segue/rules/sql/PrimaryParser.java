package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Expression.Literal;
import dev.segue.rules.sql.tree.Expression.LiteralKind;
import dev.segue.rules.sql.tree.Expression.Subquery;
import dev.segue.rules.sql.tree.Expression.SubqueryForm;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operators stand between (gram.y's {@code c_expr}; manual, 4.2). */
final class PrimaryParser {
  private final Grammar grammar;
  private final Tokens tokens;

  PrimaryParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code c_expr}. */
  Expression primary() {
    Span here = tokens.here();
    switch (tokens.kind()) {
      case NUMBER:
        return literal(here, LiteralKind.NUMBER);
      case STRING:
        return literal(here, LiteralKind.STRING);
      case BIT_STRING:
        return literal(here, LiteralKind.BIT_STRING);
      case TRUE, FALSE:
        return literal(here, LiteralKind.BOOLEAN);
      case NULL:
        return literal(here, LiteralKind.NULL);
      case PARAMETER:
        tokens.advance();
        return optIndirection(tokens.lastParameter());
      case LEFT_PARENTHESIS:
        return optIndirection(parenthesized());
      case LEFT_BRACE:
        return grammar.escapes.escape();
      case DEFAULT:
        tokens.advance();
        return new Expression.Default(here);
      case CASE:
        return caseExpression();
      case CAST:
        return cast();
      case ARRAY:
        return array();
      case IDENTIFIER:
        return name();
      default:
        return keyword();
    }
  }

  private Literal literal(Span here, LiteralKind kind) {
    tokens.advance();
    return new Literal(here, kind);
  }

  /** What starts with a key word that is not reserved for one thing. */
  private Expression keyword() {
    Token kind = tokens.kind();
    if (kind == Token.EXISTS && tokens.ahead(1) == Token.LEFT_PARENTHESIS) {
      return subquery(SubqueryForm.EXISTS);
    }
    if (kind == Token.ROW && tokens.ahead(1) == Token.LEFT_PARENTHESIS) {
      return explicitRow();
    }
    if (grammar.builtins.startsHere()) {
      return grammar.builtins.funcExprCommonSubexpr();
    }
    if (grammar.types.startsTypedConstant()) {
      return typedConstant();
    }
    return name();
  }

  // Names: columns, functions, types of constants.

  private Expression name() {
    int start = tokens.start();
    Token first = tokens.kind();
    if (!first.isColumnName() && !first.isTypeOrFunctionName()) {
      throw tokens.unexpected();
    }
    Identifier identifier = grammar.names.colLabel();
    List<Identifier> names = List.of(identifier);
    if (tokens.at(Token.DOT)) {
      names = new ArrayList<>(4);
      names.add(identifier);
      while (tokens.accept(Token.DOT)) {
        if (tokens.accept(Token.STAR)) {
          return new Expression.ColumnReference(tokens.from(start), names, true);
        }
        names.add(grammar.names.colLabel());
      }
    }
    if (names.size() == 1 ? first.isTypeOrFunctionName() : first.isColumnName()) {
      if (tokens.at(Token.LEFT_PARENTHESIS)) {
        return grammar.functions.funcExpr(start, names);
      }
      if (tokens.at(Token.STRING)) {
        return constantOf(typeNamed(start, names));
      }
    }
    if (!first.isColumnName()) {
      throw tokens.unexpected();
    }
    return optIndirection(new Expression.ColumnReference(tokens.from(start), names, false));
  }

  private TypeName typeNamed(int start, List<Identifier> names) {
    int last = names.size() - 1;
    return new TypeName(
        tokens.from(start),
        names.get(last).name(),
        last > 0 ? Optional.of(names.get(last - 1)) : Optional.empty());
  }

  /** The string behind a type's name. */
  Expression constantOf(TypeName type) {
    Literal literal = literal(tokens.here(), LiteralKind.STRING);
    Span span = type.span().to(literal.span());
    return new Expression.Cast(span, literal, type, Expression.CastForm.TYPED_LITERAL);
  }

  /** {@code int '1'}, {@code interval '1' day}, {@code timestamp(3) with time zone '…'}. */
  private Expression typedConstant() {
    boolean interval = tokens.at(Token.INTERVAL);
    int start = tokens.start();
    TypeName type = grammar.types.typename();
    if (!tokens.at(Token.STRING)) {
      throw tokens.unexpected();
    }
    Literal literal = literal(tokens.here(), LiteralKind.STRING);
    if (interval) {
      grammar.types.optInterval();
    }
    return new Expression.Cast(
        tokens.from(start), literal, type, Expression.CastForm.TYPED_LITERAL);
  }

  // Indirection.

  /** {@code opt_indirection}: fields and elements behind a value. */
  Expression optIndirection(Expression base) {
    if (!tokens.at(Token.DOT) && !tokens.at(Token.LEFT_BRACKET)) {
      return base;
    }
    Optional<Identifier> field = Optional.empty();
    boolean star = false;
    List<Expression> subscripts = new ArrayList<>();
    tokens.below();
    while (!star) {
      if (tokens.accept(Token.DOT)) {
        star = tokens.accept(Token.STAR);
        field = star ? field : Optional.of(grammar.names.colLabel());
      } else if (tokens.at(Token.LEFT_BRACKET)) {
        subscript(subscripts);
      } else {
        break;
      }
    }
    Span span = tokens.from(base.span().start());
    return new Expression.Indirection(span, base, field, star, subscripts);
  }

  /** {@code [a]}, {@code [a:b]}, {@code [:]}. */
  void subscript(List<Expression> subscripts) {
    tokens.expect(Token.LEFT_BRACKET);
    if (!tokens.at(Token.COLON)) {
      subscripts.add(grammar.expressions.expression());
    }
    if (tokens.accept(Token.COLON) && !tokens.at(Token.RIGHT_BRACKET)) {
      subscripts.add(grammar.expressions.expression());
    }
    tokens.expect(Token.RIGHT_BRACKET);
  }

  // Parentheses.

  /**
   * A query, an expression or a row in parentheses, without what may follow them. Which one it is
   * shows only behind any number of opening parentheses, so a query that turns out to be the first
   * operand of an expression, or the first part of a set operation, is taken on from there; nothing
   * is read twice.
   */
  Expression parenthesized() {
    int outer = tokens.enter();
    int start = tokens.start();
    tokens.expect(Token.LEFT_PARENTHESIS);
    Expression result = insideParentheses(start);
    tokens.leave(outer);
    return result;
  }

  private Expression insideParentheses(int start) {
    if (grammar.queries.startsWithKeyword()) {
      return closeSubquery(start, grammar.queries.query());
    }
    Expression first;
    if (tokens.at(Token.LEFT_PARENTHESIS)) {
      Expression inner = parenthesized();
      if (inner instanceof Subquery nested && grammar.queries.goesOnBehindNested()) {
        return closeSubquery(start, grammar.queries.queryAfter(nested.span(), nested.query()));
      }
      first = grammar.expressions.continueAfter(optIndirection(inner));
    } else {
      first = grammar.expressions.expression();
    }
    if (tokens.accept(Token.RIGHT_PARENTHESIS)) {
      return new Expression.Parenthesized(tokens.from(start), first);
    }
    List<Expression> items = new ArrayList<>();
    items.add(first);
    while (tokens.accept(Token.COMMA)) {
      items.add(grammar.expressions.expression());
    }
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return new Expression.Row(tokens.from(start), false, items);
  }

  private Subquery closeSubquery(int start, Query query) {
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return new Subquery(tokens.from(start), SubqueryForm.SCALAR, query);
  }

  /** {@code EXISTS (…)} and {@code ARRAY (…)}. */
  private Expression subquery(SubqueryForm form) {
    int start = tokens.start();
    tokens.advance();
    tokens.expect(Token.LEFT_PARENTHESIS);
    Query query = grammar.queries.query();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return new Subquery(tokens.from(start), form, query);
  }

  /** {@code ROW(…)}. */
  private Expression explicitRow() {
    int start = tokens.start();
    tokens.expect(Token.ROW);
    tokens.expect(Token.LEFT_PARENTHESIS);
    List<Expression> items =
        tokens.at(Token.RIGHT_PARENTHESIS) ? List.of() : grammar.expressions.expressionList();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return new Expression.Row(tokens.from(start), true, items);
  }

  // Arrays.

  private Expression array() {
    if (tokens.ahead(1) == Token.LEFT_PARENTHESIS) {
      return subquery(SubqueryForm.ARRAY);
    }
    int start = tokens.start();
    tokens.expect(Token.ARRAY);
    return arrayExpression(start);
  }

  /** {@code array_expr}: {@code [a, b]}, {@code [[a], [b]]}. */
  private Expression arrayExpression(int start) {
    int outer = tokens.enter();
    List<Expression> items = new ArrayList<>();
    tokens.expect(Token.LEFT_BRACKET);
    if (!tokens.at(Token.RIGHT_BRACKET)) {
      do {
        items.add(
            tokens.at(Token.LEFT_BRACKET)
                ? arrayExpression(tokens.start())
                : grammar.expressions.expression());
      } while (tokens.accept(Token.COMMA));
    }
    tokens.expect(Token.RIGHT_BRACKET);
    tokens.leave(outer);
    return new Expression.ArrayConstructor(tokens.from(start), items);
  }

  // CASE and CAST.

  private Expression caseExpression() {
    int start = tokens.start();
    List<Expression> parts = new ArrayList<>();
    tokens.expect(Token.CASE);
    if (!tokens.at(Token.WHEN)) {
      parts.add(grammar.expressions.expression());
    }
    do {
      tokens.expect(Token.WHEN);
      parts.add(grammar.expressions.expression());
      tokens.expect(Token.THEN);
      parts.add(grammar.expressions.expression());
    } while (tokens.at(Token.WHEN));
    Optional<Expression> otherwise =
        tokens.accept(Token.ELSE)
            ? Optional.of(grammar.expressions.expression())
            : Optional.empty();
    tokens.expect(Token.END);
    return new Expression.Case(tokens.from(start), parts, otherwise);
  }

  /** {@code CAST(a AS t)}. */
  private Expression cast() {
    int start = tokens.start();
    tokens.expect(Token.CAST);
    tokens.expect(Token.LEFT_PARENTHESIS);
    Expression operand = grammar.expressions.expression();
    tokens.expect(Token.AS);
    TypeName type = grammar.types.typename();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return new Expression.Cast(tokens.from(start), operand, type, Expression.CastForm.CAST);
  }
}
