package dev.segue.rules.sql.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A table expression (manual, 7.2.1). */
public sealed interface FromItem extends Node {

  /**
   * The name given to a from item.
   *
   * @param columns names given to its columns, without the types of a column definition list
   */
  record Alias(Span span, Identifier name, List<Identifier> columns) implements Node {
    public Alias {
      columns = List.copyOf(columns);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, name, columns);
    }
  }

  /**
   * {@code [ONLY] name [*] [[AS] alias [(…)]] [TABLESAMPLE …]}.
   *
   * @param relation the name with what belongs to it: ONLY, parentheses, a star
   * @param sample the arguments of TABLESAMPLE and REPEATABLE
   */
  record Table(
      Span span,
      Span relation,
      RelationName name,
      boolean only,
      Optional<Alias> alias,
      List<Expression> sample)
      implements FromItem {
    public Table {
      sample = List.copyOf(sample);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, name, alias, sample);
    }
  }

  /** {@code [LATERAL] (query) [[AS] alias]}. */
  record Derived(Span span, boolean lateral, Query query, Optional<Alias> alias)
      implements FromItem {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, query, alias);
    }
  }

  /**
   * {@code [LATERAL] f(…)}, {@code ROWS FROM (…)}, {@code XMLTABLE(…)}, {@code JSON_TABLE(…)}.
   *
   * @param calls its calls, or all expressions of the special forms
   * @param definition whether a column definition list follows ({@code AS t(a int)})
   */
  record Function(
      Span span, boolean lateral, List<Expression> calls, Optional<Alias> alias, boolean definition)
      implements FromItem {
    public Function {
      calls = List.copyOf(calls);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, calls, alias);
    }
  }

  /** Which rows a {@link Join} keeps. */
  enum JoinKind {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    CROSS
  }

  /**
   * A join, with the parentheses and the alias that it may have.
   *
   * @param using the columns of USING; empty where there is none
   * @param usingAlias {@code USING (…) AS alias}
   */
  record Join(
      Span span,
      FromItem left,
      FromItem right,
      JoinKind kind,
      boolean natural,
      Optional<Expression> on,
      List<Identifier> using,
      Optional<Identifier> usingAlias,
      Optional<Alias> alias)
      implements FromItem {
    public Join {
      using = List.copyOf(using);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, left, right, on, using, usingAlias, alias);
    }
  }
}
