package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.SortItem;
import dev.segue.rules.sql.tree.WindowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Windows (manual, 4.2.8 and SELECT, WINDOW Clause). */
final class WindowParser {
  private final Grammar grammar;
  private final Tokens tokens;

  WindowParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code window_clause}, or nothing. */
  List<WindowDefinition> windowClause() {
    if (!tokens.accept(Token.WINDOW)) {
      return List.of();
    }
    List<WindowDefinition> windows = new ArrayList<>();
    do {
      int start = tokens.start();
      Identifier name = grammar.names.colId();
      tokens.expect(Token.AS);
      windows.add(windowSpecification(start, Optional.of(name)));
    } while (tokens.accept(Token.COMMA));
    return windows;
  }

  /** {@code over_clause}: {@code OVER w} or {@code OVER (…)}. */
  WindowDefinition overClause() {
    int start = tokens.start();
    tokens.expect(Token.OVER);
    if (tokens.at(Token.LEFT_PARENTHESIS)) {
      return windowSpecification(start, Optional.empty());
    }
    grammar.names.colId();
    return new WindowDefinition(
        tokens.from(start), Optional.empty(), List.of(), List.of(), List.of());
  }

  private WindowDefinition windowSpecification(int start, Optional<Identifier> name) {
    int outer = tokens.enter();
    tokens.expect(Token.LEFT_PARENTHESIS);
    if (tokens.kind().isColumnName() && !startsClause()) {
      grammar.names.colId();
    }
    List<Expression> partitionBy = List.of();
    if (tokens.accept(Token.PARTITION)) {
      tokens.expect(Token.BY);
      partitionBy = grammar.expressions.expressionList();
    }
    List<SortItem> orderBy = tokens.at(Token.ORDER) ? grammar.queries.sortClause() : List.of();
    List<Expression> frame = optFrameClause();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    tokens.leave(outer);
    return new WindowDefinition(tokens.from(start), name, partitionBy, orderBy, frame);
  }

  /** These words are no names of windows here (gram.y, %prec Op). */
  private boolean startsClause() {
    return switch (tokens.kind()) {
      case PARTITION, RANGE, ROWS, GROUPS -> true;
      default -> false;
    };
  }

  private List<Expression> optFrameClause() {
    if (!tokens.accept(Token.RANGE) && !tokens.accept(Token.ROWS) && !tokens.accept(Token.GROUPS)) {
      return List.of();
    }
    List<Expression> bounds = new ArrayList<>();
    if (tokens.accept(Token.BETWEEN)) {
      frameBound(bounds);
      tokens.expect(Token.AND);
    }
    frameBound(bounds);
    if (tokens.accept(Token.EXCLUDE)) {
      exclusion();
    }
    return bounds;
  }

  private void frameBound(List<Expression> bounds) {
    if (tokens.accept(Token.CURRENT, Token.ROW)) {
      return;
    }
    boolean unbounded =
        tokens.at(Token.UNBOUNDED, Token.PRECEDING) || tokens.at(Token.UNBOUNDED, Token.FOLLOWING);
    if (unbounded) {
      tokens.advance();
    } else {
      bounds.add(grammar.expressions.expression());
    }
    if (!tokens.accept(Token.PRECEDING)) {
      tokens.expect(Token.FOLLOWING);
    }
  }

  private void exclusion() {
    if (tokens.accept(Token.CURRENT)) {
      tokens.expect(Token.ROW);
    } else if (tokens.accept(Token.NO)) {
      tokens.expect(Token.OTHERS);
    } else if (!tokens.accept(Token.GROUP)) {
      tokens.expect(Token.TIES);
    }
  }
}
