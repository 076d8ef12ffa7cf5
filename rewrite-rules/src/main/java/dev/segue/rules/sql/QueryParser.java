package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.SortItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.WindowDefinition;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries: SELECT, VALUES, TABLE and what combines them (manual, SELECT). */
final class QueryParser {
  private static final int UNION = 1;
  private static final int INTERSECT = 2;

  private final Grammar grammar;
  private final Tokens tokens;

  QueryParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** Whether the current token can only be a query's first. */
  boolean startsWithKeyword() {
    return switch (tokens.kind()) {
      case SELECT, WITH, TABLE -> true;
      case VALUES -> tokens.ahead(1) == Token.LEFT_PARENTHESIS;
      default -> false;
    };
  }

  /** Whether what follows a query in parentheses makes it a part of a larger one. */
  boolean goesOnBehindNested() {
    return switch (tokens.kind()) {
      case RIGHT_PARENTHESIS, UNION, INTERSECT, EXCEPT -> true;
      case ORDER, LIMIT, OFFSET, FETCH, FOR -> true;
      default -> false;
    };
  }

  /** {@code SelectStmt}. */
  Query query() {
    int start = tokens.start();
    return query(start, tokens.at(Token.WITH) ? Optional.of(with()) : Optional.empty());
  }

  /** A query whose WITH was read already. */
  Query query(int start, Optional<With> with) {
    int outer = tokens.enter();
    Query.Body body = setOperations(selectClause(), UNION);
    Query query = finish(start, with, body);
    tokens.leave(outer);
    return query;
  }

  /** A query that starts with one in parentheses, which was read already. */
  Query queryAfter(Span parentheses, Query nested) {
    int outer = tokens.enter();
    tokens.below();
    Query.Body body = setOperations(new Query.Nested(parentheses, nested), UNION);
    Query query = finish(parentheses.start(), Optional.empty(), body);
    tokens.leave(outer);
    return query;
  }

  private Query finish(int start, Optional<With> with, Query.Body body) {
    List<SortItem> orderBy = tokens.at(Token.ORDER) ? sortClause() : List.of();
    List<Expression> limits = List.of();
    List<Query.Locking> lockings = List.of();
    while (true) {
      switch (tokens.kind()) {
        case LIMIT, OFFSET, FETCH:
          limits = limits.isEmpty() ? new ArrayList<>() : limits;
          limit(limits);
          break;
        case FOR:
          lockings = lockings.isEmpty() ? new ArrayList<>() : lockings;
          locking(lockings);
          break;
        default:
          return new Query(tokens.from(start), with, body, orderBy, limits, lockings);
      }
    }
  }

  // WITH.

  /** {@code with_clause}. */
  With with() {
    int start = tokens.start();
    tokens.expect(Token.WITH);
    // Before AS and a list of columns the word is the name of a common table.
    boolean recursive =
        tokens.at(Token.RECURSIVE)
            && tokens.ahead(1) != Token.AS
            && tokens.ahead(1) != Token.LEFT_PARENTHESIS
            && tokens.accept(Token.RECURSIVE);
    List<With.CommonTable> tables = new ArrayList<>();
    do {
      tables.add(grammar.statements.commonTable());
    } while (tokens.accept(Token.COMMA));
    return new With(tokens.from(start), recursive, tables);
  }

  // Set operations.

  /** INTERSECT binds more strongly than UNION and EXCEPT, and all group to the left. */
  private Query.Body setOperations(Query.Body first, int minimum) {
    Query.Body left = first;
    while (setPrecedence() >= minimum) {
      int precedence = setPrecedence();
      tokens.advance();
      if (!tokens.accept(Token.ALL)) {
        tokens.accept(Token.DISTINCT);
      }
      tokens.below();
      Query.Body right = setOperations(selectClause(), precedence + 1);
      left = new Query.SetOperation(left.span().to(right.span()), left, right);
    }
    return left;
  }

  private int setPrecedence() {
    return switch (tokens.kind()) {
      case UNION, EXCEPT -> UNION;
      case INTERSECT -> INTERSECT;
      default -> 0;
    };
  }

  /** {@code select_clause}: one operand of a set operation. */
  private Query.Body selectClause() {
    int start = tokens.start();
    switch (tokens.kind()) {
      case SELECT:
        return simpleSelect();
      case VALUES:
        return valuesClause();
      case TABLE:
        tokens.advance();
        FromItem.Table table = grammar.from.relationExpr();
        return new Query.TableCommand(tokens.from(start), table);
      case LEFT_PARENTHESIS:
        tokens.advance();
        Query query = query();
        tokens.expect(Token.RIGHT_PARENTHESIS);
        return new Query.Nested(tokens.from(start), query);
      default:
        throw tokens.unexpected();
    }
  }

  // VALUES.

  /** {@code values_clause}. */
  private Query.Values valuesClause() {
    int start = tokens.start();
    tokens.expect(Token.VALUES);
    List<Query.ValuesRow> rows = new ArrayList<>();
    do {
      int rowStart = tokens.start();
      tokens.expect(Token.LEFT_PARENTHESIS);
      List<Expression> items = grammar.expressions.expressionList();
      tokens.expect(Token.RIGHT_PARENTHESIS);
      rows.add(new Query.ValuesRow(tokens.from(rowStart), items));
    } while (tokens.accept(Token.COMMA));
    return new Query.Values(tokens.from(start), rows);
  }

  // SELECT.

  private Query.Select simpleSelect() {
    int start = tokens.start();
    tokens.expect(Token.SELECT);
    boolean distinct = false;
    List<Expression> distinctOn = List.of();
    if (!tokens.accept(Token.ALL) && tokens.accept(Token.DISTINCT)) {
      distinct = true;
      if (tokens.accept(Token.ON)) {
        tokens.expect(Token.LEFT_PARENTHESIS);
        distinctOn = grammar.expressions.expressionList();
        tokens.expect(Token.RIGHT_PARENTHESIS);
      }
    }
    List<SelectItem> items = endsTargetList() ? List.of() : targetList();
    Optional<RelationName> into = intoClause();
    List<FromItem> from = tokens.accept(Token.FROM) ? grammar.from.fromList() : List.of();
    Optional<Expression> where = whereClause();
    List<Expression> groupBy = groupClause();
    Optional<Expression> having =
        tokens.accept(Token.HAVING)
            ? Optional.of(grammar.expressions.expression())
            : Optional.empty();
    List<WindowDefinition> windows = grammar.windows.windowClause();
    return new Query.Select(
        tokens.from(start),
        distinct,
        distinctOn,
        items,
        into,
        from,
        where,
        groupBy,
        having,
        windows);
  }

  /** {@code where_clause}, or nothing. */
  Optional<Expression> whereClause() {
    return tokens.accept(Token.WHERE)
        ? Optional.of(grammar.expressions.expression())
        : Optional.empty();
  }

  private boolean endsTargetList() {
    return switch (tokens.kind()) {
      case END_OF_TEXT, SEMICOLON, RIGHT_PARENTHESIS, INTO, FROM, WHERE, GROUP, HAVING -> true;
      case WINDOW, UNION, INTERSECT, EXCEPT, ORDER, LIMIT, OFFSET, FETCH, FOR -> true;
      default -> false;
    };
  }

  /** {@code target_list}: of SELECT and RETURNING. */
  List<SelectItem> targetList() {
    List<SelectItem> items = new ArrayList<>();
    int stars = 0;
    do {
      stars += tokens.at(Token.STAR) ? 1 : 0;
      tokens.checkCount(stars, Tokens.MOST_STARS, "stars in one select list");
      items.add(targetElement());
      tokens.checkCount(items.size(), Tokens.MOST_COLUMNS, "items in one select list");
    } while (tokens.accept(Token.COMMA));
    return items;
  }

  private SelectItem targetElement() {
    int start = tokens.start();
    if (tokens.accept(Token.STAR)) {
      Span span = tokens.from(start);
      return new SelectItem(
          span, new Expression.ColumnReference(span, List.of(), true), Optional.empty());
    }
    Expression expression = grammar.expressions.expression();
    Optional<Identifier> label = Optional.empty();
    if (tokens.accept(Token.AS) || tokens.kind().isBareLabel()) {
      label = Optional.of(grammar.names.colLabel());
    }
    return new SelectItem(tokens.from(start), expression, label);
  }

  /** {@code into_clause}: {@code INTO [TEMP] [TABLE] name}. */
  private Optional<RelationName> intoClause() {
    if (!tokens.accept(Token.INTO)) {
      return Optional.empty();
    }
    grammar.utilities.optTemporary();
    tokens.accept(Token.TABLE);
    return Optional.of(grammar.names.qualifiedName());
  }

  // GROUP BY.

  private List<Expression> groupClause() {
    if (!tokens.accept(Token.GROUP)) {
      return List.of();
    }
    tokens.expect(Token.BY);
    if (tokens.accept(Token.ALL)) {
      if (endsTargetList()) {
        return List.of();
      }
    } else {
      tokens.accept(Token.DISTINCT);
    }
    return groupByList();
  }

  private List<Expression> groupByList() {
    List<Expression> list = new ArrayList<>();
    do {
      list.add(groupByItem());
    } while (tokens.accept(Token.COMMA));
    return list;
  }

  private Expression groupByItem() {
    int start = tokens.start();
    if (tokens.accept(Token.LEFT_PARENTHESIS, Token.RIGHT_PARENTHESIS)) {
      return new Expression.GroupingElement(tokens.from(start), List.of());
    }
    boolean sets = tokens.at(Token.GROUPING, Token.SETS);
    if (!sets
        && !tokens.at(Token.CUBE, Token.LEFT_PARENTHESIS)
        && !tokens.at(Token.ROLLUP, Token.LEFT_PARENTHESIS)) {
      return grammar.expressions.expression();
    }
    int outer = tokens.enter();
    tokens.advance();
    if (sets) {
      tokens.advance();
    }
    tokens.expect(Token.LEFT_PARENTHESIS);
    List<Expression> items = groupByList();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    tokens.leave(outer);
    return new Expression.GroupingElement(tokens.from(start), items);
  }

  // ORDER BY.

  /** {@code sort_clause}. */
  List<SortItem> sortClause() {
    tokens.expect(Token.ORDER);
    tokens.expect(Token.BY);
    List<SortItem> items = new ArrayList<>();
    do {
      items.add(sortBy());
    } while (tokens.accept(Token.COMMA));
    return items;
  }

  private SortItem sortBy() {
    int start = tokens.start();
    Expression expression = grammar.expressions.expression();
    if (tokens.accept(Token.USING)) {
      grammar.expressions.operatorName();
    } else if (!tokens.accept(Token.ASC)) {
      tokens.accept(Token.DESC);
    }
    if (!tokens.accept(Token.NULLS, Token.FIRST)) {
      tokens.accept(Token.NULLS, Token.LAST);
    }
    return new SortItem(tokens.from(start), expression);
  }

  // LIMIT, OFFSET, FETCH.

  private void limit(List<Expression> limits) {
    if (tokens.accept(Token.LIMIT)) {
      if (!tokens.accept(Token.ALL)) {
        limits.add(grammar.expressions.expression());
      }
    } else if (tokens.accept(Token.OFFSET)) {
      limits.add(grammar.expressions.expression());
      if (!tokens.accept(Token.ROW)) {
        tokens.accept(Token.ROWS);
      }
    } else {
      fetch(limits);
    }
  }

  /** {@code FETCH FIRST 3 ROWS ONLY}. */
  private void fetch(List<Expression> limits) {
    tokens.expect(Token.FETCH);
    if (!tokens.accept(Token.FIRST)) {
      tokens.expect(Token.NEXT);
    }
    if (!tokens.at(Token.ROW) && !tokens.at(Token.ROWS)) {
      limits.add(grammar.expressions.primary());
    }
    if (!tokens.accept(Token.ROW)) {
      tokens.expect(Token.ROWS);
    }
    if (!tokens.accept(Token.ONLY)) {
      tokens.expect(Token.WITH);
      tokens.expect(Token.TIES);
    }
  }

  // FOR UPDATE and its like.

  private void locking(List<Query.Locking> lockings) {
    int start = tokens.start();
    tokens.expect(Token.FOR);
    if (tokens.accept(Token.READ)) {
      tokens.expect(Token.ONLY);
      return;
    }
    if (tokens.accept(Token.NO)) {
      tokens.expect(Token.KEY);
      tokens.expect(Token.UPDATE);
    } else if (tokens.accept(Token.KEY)) {
      tokens.expect(Token.SHARE);
    } else if (!tokens.accept(Token.UPDATE)) {
      tokens.expect(Token.SHARE);
    }
    List<RelationName> of = new ArrayList<>();
    if (tokens.accept(Token.OF)) {
      do {
        of.add(grammar.names.qualifiedName());
      } while (tokens.accept(Token.COMMA));
    }
    if (!tokens.accept(Token.NOWAIT) && tokens.accept(Token.SKIP)) {
      tokens.expect(Token.LOCKED);
    }
    lockings.add(new Query.Locking(tokens.from(start), of));
  }
}
