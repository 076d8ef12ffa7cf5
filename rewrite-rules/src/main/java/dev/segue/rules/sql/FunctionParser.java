package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls of functions and aggregates (manual, 4.2.6 to 4.2.8; gram.y's {@code func_expr}). */
final class FunctionParser {
  private final Grammar grammar;
  private final Tokens tokens;

  FunctionParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /**
   * {@code func_expr} from its opening parenthesis on; also the constant {@code type(3) 'text'},
   * which shows only behind the closing one.
   */
  Expression funcExpr(int start, List<Identifier> names) {
    int outer = tokens.enter();
    List<Node> parts = new ArrayList<>();
    funcArguments(parts);
    if (tokens.at(Token.STRING)) {
      tokens.leave(outer);
      String type = names.get(names.size() - 1).name();
      return grammar.primaries.constantOf(new TypeName(tokens.from(start), type));
    }
    callClauses(parts);
    tokens.leave(outer);
    int last = names.size() - 1;
    Optional<Identifier> schema = last == 0 ? Optional.empty() : Optional.of(names.get(last - 1));
    return new Expression.FunctionCall(tokens.from(start), schema, names.get(last), false, parts);
  }

  /** {@code func_application}'s parentheses and what is in them. */
  void funcArguments(List<Node> parts) {
    tokens.expect(Token.LEFT_PARENTHESIS);
    if (tokens.accept(Token.RIGHT_PARENTHESIS)) {
      return;
    }
    if (tokens.at(Token.STAR, Token.RIGHT_PARENTHESIS)) {
      tokens.advance();
      tokens.advance();
      return;
    }
    if (!tokens.accept(Token.ALL)) {
      tokens.accept(Token.DISTINCT);
    }
    do {
      tokens.accept(Token.VARIADIC);
      parts.add(funcArgument());
    } while (tokens.accept(Token.COMMA));
    if (tokens.at(Token.ORDER)) {
      parts.addAll(grammar.queries.sortClause());
    }
    tokens.expect(Token.RIGHT_PARENTHESIS);
  }

  /** {@code func_arg_expr}: the value, without the name that it may have. */
  Expression funcArgument() {
    if (tokens.kind().isTypeOrFunctionName()
        && (tokens.ahead(1) == Token.EQUALS_GREATER || tokens.ahead(1) == Token.COLON_EQUALS)) {
      tokens.advance();
      tokens.advance();
    }
    return grammar.expressions.expression();
  }

  /** {@code within_group_clause filter_clause over_clause}. */
  void callClauses(List<Node> parts) {
    if (tokens.accept(Token.WITHIN, Token.GROUP)) {
      tokens.expect(Token.LEFT_PARENTHESIS);
      parts.addAll(grammar.queries.sortClause());
      tokens.expect(Token.RIGHT_PARENTHESIS);
    }
    if (tokens.accept(Token.FILTER, Token.LEFT_PARENTHESIS)) {
      tokens.expect(Token.WHERE);
      parts.add(grammar.expressions.expression());
      tokens.expect(Token.RIGHT_PARENTHESIS);
    }
    if (tokens.at(Token.OVER)) {
      parts.add(grammar.windows.overClause());
    }
  }
}
