package dev.segue.rules.sql.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A query: {@code [WITH …] body [ORDER BY …] [LIMIT …] [FOR UPDATE …]}, without the parentheses
 * that may surround it.
 *
 * @param limits the expressions of LIMIT, OFFSET and FETCH
 */
public record Query(
    Span span,
    Optional<With> with,
    Body body,
    List<SortItem> orderBy,
    List<Expression> limits,
    List<Locking> lockings)
    implements Node {

  public Query {
    orderBy = List.copyOf(orderBy);
    limits = List.copyOf(limits);
    lockings = List.copyOf(lockings);
  }

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {
    Node.each(visitor, with, body, orderBy, limits, lockings);
  }

  /** What a query is made of. */
  public sealed interface Body extends Node {}

  /**
   * {@code SELECT …}.
   *
   * @param distinctOn the expressions of DISTINCT ON
   * @param items the select list; may be empty
   * @param into the table of SELECT INTO
   */
  public record Select(
      Span span,
      boolean distinct,
      List<Expression> distinctOn,
      List<SelectItem> items,
      Optional<RelationName> into,
      List<FromItem> from,
      Optional<Expression> where,
      List<Expression> groupBy,
      Optional<Expression> having,
      List<WindowDefinition> windows)
      implements Body {

    public Select {
      distinctOn = List.copyOf(distinctOn);
      items = List.copyOf(items);
      from = List.copyOf(from);
      groupBy = List.copyOf(groupBy);
      windows = List.copyOf(windows);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, distinctOn, items, into, from, where, groupBy, having, windows);
    }
  }

  /** {@code VALUES (…), (…)}. */
  public record Values(Span span, List<ValuesRow> rows) implements Body {

    public Values {
      rows = List.copyOf(rows);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, rows);
    }
  }

  /** One row of VALUES; the span includes its parentheses. */
  public record ValuesRow(Span span, List<Expression> items) implements Node {

    public ValuesRow {
      items = List.copyOf(items);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, items);
    }
  }

  /** {@code TABLE t}. */
  public record TableCommand(Span span, FromItem.Table table) implements Body {

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, table);
    }
  }

  /** {@code left UNION | INTERSECT | EXCEPT [ALL] right}. */
  public record SetOperation(Span span, Body left, Body right) implements Body {

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, left, right);
    }
  }

  /** A query in parentheses; the span includes them. */
  public record Nested(Span span, Query query) implements Body {

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, query);
    }
  }

  /** {@code FOR UPDATE | NO KEY UPDATE | SHARE | KEY SHARE [OF …] [NOWAIT | SKIP LOCKED]}. */
  public record Locking(Span span, List<RelationName> of) implements Node {

    public Locking {
      of = List.copyOf(of);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, of);
    }
  }
}
