package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.FromItem.Alias;
import dev.segue.rules.sql.tree.FromItem.JoinKind;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Table expressions (manual, 7.2.1; gram.y's {@code table_ref}). */
final class FromParser {
  private final Grammar grammar;
  private final Tokens tokens;

  /** Relations of the FROM clause that is being read. */
  private int relations;

  FromParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code from_list}. */
  List<FromItem> fromList() {
    int outer = relations;
    relations = 0;
    List<FromItem> items = new ArrayList<>();
    do {
      items.add(tableRef());
    } while (tokens.accept(Token.COMMA));
    relations = outer;
    return items;
  }

  /** The one {@code table_ref} of MERGE … USING. */
  FromItem only() {
    int outer = relations;
    relations = 0;
    FromItem item = tableRef();
    relations = outer;
    return item;
  }

  /** {@code table_ref}, with all joins that follow. */
  FromItem tableRef() {
    int outer = tokens.enter();
    FromItem item = joins(tablePrimary());
    tokens.leave(outer);
    return item;
  }

  // Joins.

  private FromItem joins(FromItem first) {
    FromItem left = first;
    while (true) {
      switch (tokens.kind()) {
        case CROSS:
          left = crossJoin(left);
          break;
        case NATURAL:
          left = naturalJoin(left);
          break;
        case JOIN, INNER, LEFT, RIGHT, FULL:
          left = qualifiedJoin(left);
          break;
        default:
          return left;
      }
    }
  }

  private FromItem crossJoin(FromItem left) {
    tokens.expect(Token.CROSS);
    tokens.expect(Token.JOIN);
    tokens.below();
    FromItem right = tablePrimary();
    return join(left, right, JoinKind.CROSS, false);
  }

  private FromItem naturalJoin(FromItem left) {
    tokens.expect(Token.NATURAL);
    JoinKind kind = joinType();
    tokens.below();
    FromItem right = tablePrimary();
    return join(left, right, kind, true);
  }

  private FromItem join(FromItem left, FromItem right, JoinKind kind, boolean natural) {
    return new FromItem.Join(
        tokens.from(left.span().start()),
        left,
        right,
        kind,
        natural,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A join with ON or USING; its right side may hold further joins up to their own ON. */
  private FromItem qualifiedJoin(FromItem left) {
    JoinKind kind = joinType();
    tokens.below();
    FromItem right = tableRef();
    Optional<Expression> on = Optional.empty();
    List<Identifier> using = List.of();
    Optional<Identifier> usingAlias = Optional.empty();
    if (tokens.accept(Token.USING)) {
      using = grammar.names.nameList();
      if (tokens.accept(Token.AS)) {
        usingAlias = Optional.of(grammar.names.colId());
      }
    } else {
      tokens.expect(Token.ON);
      on = Optional.of(grammar.expressions.expression());
    }
    Span span = tokens.from(left.span().start());
    return new FromItem.Join(
        span, left, right, kind, false, on, using, usingAlias, Optional.empty());
  }

  /** {@code join_type JOIN}. */
  private JoinKind joinType() {
    JoinKind kind =
        switch (tokens.kind()) {
          case LEFT -> JoinKind.LEFT;
          case RIGHT -> JoinKind.RIGHT;
          case FULL -> JoinKind.FULL;
          default -> JoinKind.INNER;
        };
    if (kind != JoinKind.INNER) {
      tokens.advance();
      tokens.accept(Token.OUTER);
    } else {
      tokens.accept(Token.INNER);
    }
    tokens.expect(Token.JOIN);
    return kind;
  }

  // What joins stand between.

  private FromItem tablePrimary() {
    relations++;
    tokens.checkCount(relations, Tokens.MOST_RELATIONS, "relations in one FROM clause");
    switch (tokens.kind()) {
      case LATERAL:
        return lateral();
      case LEFT_PARENTHESIS:
        return parenthesized();
      case LEFT_BRACE:
        return grammar.escapes.outerJoin();
      case ONLY:
        return table();
      default:
        return grammar.tableFunctions.startsHere()
            ? grammar.tableFunctions.function(tokens.start(), false)
            : table();
    }
  }

  private FromItem lateral() {
    int start = tokens.start();
    tokens.expect(Token.LATERAL);
    if (!tokens.at(Token.LEFT_PARENTHESIS)) {
      return grammar.tableFunctions.function(start, true);
    }
    tokens.expect(Token.LEFT_PARENTHESIS);
    Query query = grammar.queries.query();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return derived(start, true, query);
  }

  private FromItem.Derived derived(int start, boolean lateral, Query query) {
    Optional<Alias> alias = optAlias();
    return new FromItem.Derived(tokens.from(start), lateral, query, alias);
  }

  // Parentheses: around a query, or around joins.

  private FromItem parenthesized() {
    int start = tokens.start();
    Object inside = insideParentheses();
    if (inside instanceof Query query) {
      return derived(start, false, query);
    }
    return enclosed(start, (FromItem) inside);
  }

  /**
   * What a pair of parentheses holds: a {@link Query} or a {@link FromItem}. As in expressions,
   * which one it is shows only behind any number of opening parentheses.
   */
  private Object insideParentheses() {
    int outer = tokens.enter();
    tokens.expect(Token.LEFT_PARENTHESIS);
    Object inside;
    if (grammar.queries.startsWithKeyword()) {
      inside = grammar.queries.query();
    } else if (tokens.at(Token.LEFT_PARENTHESIS)) {
      inside = behindInner(tokens.start(), insideParentheses());
    } else {
      inside = tableRef();
    }
    tokens.expect(Token.RIGHT_PARENTHESIS);
    tokens.leave(outer);
    return inside;
  }

  private Object behindInner(int start, Object inner) {
    if (inner instanceof Query query) {
      return grammar.queries.goesOnBehindNested()
          ? grammar.queries.queryAfter(tokens.from(start), query)
          : joins(derived(start, false, query));
    }
    return joins(enclosed(start, (FromItem) inner));
  }

  /** Gives the join the place of its parentheses, and the alias behind them. */
  FromItem enclosed(int start, FromItem item) {
    if (item instanceof FromItem.Join join && join.alias().isEmpty()) {
      Optional<Alias> alias = optAlias();
      return new FromItem.Join(
          tokens.from(start),
          join.left(),
          join.right(),
          join.kind(),
          join.natural(),
          join.on(),
          join.using(),
          join.usingAlias(),
          alias);
    }
    return item;
  }

  // Tables.

  private FromItem.Table table() {
    FromItem.Table table = relationExpr();
    Optional<Alias> alias = optAlias();
    List<Expression> sample = tableSample();
    Span span = tokens.from(table.span().start());
    return new FromItem.Table(span, table.relation(), table.name(), table.only(), alias, sample);
  }

  /** {@code relation_expr}: {@code [ONLY] name [*]}, {@code ONLY (name)}. */
  FromItem.Table relationExpr() {
    int start = tokens.start();
    boolean only = tokens.accept(Token.ONLY);
    RelationName name;
    if (only && tokens.accept(Token.LEFT_PARENTHESIS)) {
      name = grammar.names.qualifiedName();
      tokens.expect(Token.RIGHT_PARENTHESIS);
    } else {
      name = grammar.names.qualifiedName();
      if (!only) {
        tokens.accept(Token.STAR);
      }
    }
    Span span = tokens.from(start);
    return new FromItem.Table(span, span, name, only, Optional.empty(), List.of());
  }

  private List<Expression> tableSample() {
    if (!tokens.accept(Token.TABLESAMPLE)) {
      return List.of();
    }
    grammar.names.anyFunctionName();
    tokens.expect(Token.LEFT_PARENTHESIS);
    List<Expression> arguments = grammar.expressions.expressionList();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    if (tokens.accept(Token.REPEATABLE)) {
      tokens.expect(Token.LEFT_PARENTHESIS);
      arguments.add(grammar.expressions.expression());
      tokens.expect(Token.RIGHT_PARENTHESIS);
    }
    return arguments;
  }

  // Aliases.

  /** {@code opt_alias_clause}. */
  Optional<Alias> optAlias() {
    int start = tokens.start();
    if (!tokens.accept(Token.AS) && !tokens.kind().isColumnName()) {
      return Optional.empty();
    }
    Identifier name = grammar.names.colId();
    List<Identifier> columns = grammar.names.optNameList();
    return Optional.of(new Alias(tokens.from(start), name, columns));
  }
}
