package dev.segue.rules.sql.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A value expression (manual, 4.2). Kinds that nothing distinguishes share one node: every operator
 * is an {@link Operation}, every call and call-like syntax a {@link FunctionCall}.
 */
public sealed interface Expression extends Node {

  /**
   * The expression without the parentheses around it: PostgreSQL's grammar drops them, so that a
   * name in them means what it means without ({@code c_expr} in {@code gram.y}).
   */
  default Expression bare() {
    Expression bare = this;
    while (bare instanceof Parenthesized parenthesized) {
      bare = parenthesized.inner();
    }
    return bare;
  }

  /**
   * A reference to a column, a whole row or a star: {@code a}, {@code t.a}, {@code s.t.a}, {@code
   * t.*}, {@code *}. Whether {@code a} is a column or a relation is the binder's to say. A further
   * field behind {@code t.a} that only parentheses could express is an {@link Indirection}.
   *
   * @param fields the names, without the star; empty for a bare {@code *}
   */
  record ColumnReference(Span span, List<Identifier> fields, boolean star) implements Expression {
    public ColumnReference {
      fields = List.copyOf(fields);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, fields);
    }
  }

  /**
   * A parameter.
   *
   * @param index counted from 1; for {@code ?} its position among the text's parameters, for {@code
   *     $n} n
   */
  record Parameter(Span span, int index) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {}
  }

  /** What a {@link Literal} is. */
  enum LiteralKind {
    STRING,
    NUMBER,
    BIT_STRING,
    BOOLEAN,
    NULL
  }

  /** A constant without a type in front: {@code 'a'}, {@code 1.5}, {@code B'01'}, {@code NULL}. */
  record Literal(Span span, LiteralKind kind) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {}
  }

  /** {@code DEFAULT}, in VALUES rows and assignments. */
  record Default(Span span) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {}
  }

  /** How a {@link Cast} is written. */
  enum CastForm {
    /** {@code CAST(a AS t)}. */
    CAST,
    /** {@code a::t}. */
    COLONS,
    /** {@code t 'text'}, and {@code interval '1' day}. */
    TYPED_LITERAL
  }

  /** A type cast. */
  record Cast(Span span, Expression operand, TypeName type, CastForm form) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, operand, type);
    }
  }

  /** {@code a COLLATE "C"}. */
  record Collate(Span span, Expression operand) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, operand);
    }
  }

  /**
   * A call, or call-like syntax of the grammar's own: {@code f(a)}, {@code count(*)}, {@code
   * COALESCE(a, b)}, {@code EXTRACT(year FROM d)}, {@code JSON_OBJECT(…)}, {@code CURRENT_DATE}.
   *
   * @param schema the qualification, where the name has one
   * @param name folded; of the grammar's own syntax the keyword, in lower case, where PostgreSQL
   *     does not label it otherwise: {@code TRIM(LEADING …)} is {@code ltrim}, {@code COLLATION
   *     FOR} is {@code pg_collation_for}, {@code TREAT(a AS t)} is {@code t}
   * @param builtin whether the name is a keyword of the grammar rather than a function's name
   * @param parts everything of it that is an expression, in the order of the text: arguments, ORDER
   *     BY within, FILTER, OVER
   */
  record FunctionCall(
      Span span, Optional<Identifier> schema, Identifier name, boolean builtin, List<Node> parts)
      implements Expression {
    public FunctionCall {
      parts = List.copyOf(parts);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, parts);
    }
  }

  /**
   * An operator and its operands: arithmetic, comparison, {@code AND}, {@code OR}, {@code NOT},
   * {@code IS …}, {@code BETWEEN}, {@code IN (list)}, {@code LIKE}, {@code = ANY (…)}, {@code AT
   * TIME ZONE}.
   *
   * <p>One operator repeated without parentheses is one node: {@code a - b - c} has the operands a,
   * b and c, and means {@code (a - b) - c}.
   *
   * @param operator upper case where it is made of words ({@code IS NOT NULL}, {@code NOT IN}),
   *     else as written ({@code <=}, {@code OPERATOR(pg_catalog.+)}, JDBC's {@code ??})
   * @param operands in the order of the text
   */
  record Operation(Span span, String operator, List<Expression> operands) implements Expression {
    public Operation {
      operands = List.copyOf(operands);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, operands);
    }
  }

  /**
   * {@code CASE … END}.
   *
   * @param parts operand, conditions and results in the order of the text, without the ELSE
   */
  record Case(Span span, List<Expression> parts, Optional<Expression> otherwise)
      implements Expression {
    public Case {
      parts = List.copyOf(parts);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, parts, otherwise);
    }
  }

  /** How a query stands in an expression. */
  enum SubqueryForm {
    /** {@code (SELECT …)}: one value, the right side of IN and ANY, or a row in an assignment. */
    SCALAR,
    EXISTS,
    /** {@code ARRAY(SELECT …)}. */
    ARRAY
  }

  /** A query in parentheses. */
  record Subquery(Span span, SubqueryForm form, Query query) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, query);
    }
  }

  /**
   * Fields and elements of a value: {@code (a).b}, {@code a[1]}, {@code a[1:2]}, {@code (a).*}.
   *
   * @param field the last name behind the base, if any
   * @param star whether it ends in {@code .*}
   * @param subscripts the expressions in brackets
   */
  record Indirection(
      Span span,
      Expression base,
      Optional<Identifier> field,
      boolean star,
      List<Expression> subscripts)
      implements Expression {
    public Indirection {
      subscripts = List.copyOf(subscripts);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, base, field, subscripts);
    }
  }

  /**
   * {@code ROW(a, b)} or {@code (a, b)}; with one item and no keyword it is {@link Parenthesized}.
   */
  record Row(Span span, boolean keyword, List<Expression> items) implements Expression {
    public Row {
      items = List.copyOf(items);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, items);
    }
  }

  /** {@code ARRAY[a, b]}. */
  record ArrayConstructor(Span span, List<Expression> items) implements Expression {
    public ArrayConstructor {
      items = List.copyOf(items);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, items);
    }
  }

  /** {@code (a)}. */
  record Parenthesized(Span span, Expression inner) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, inner);
    }
  }

  /**
   * A grouping element: {@code ROLLUP (…)}, {@code CUBE (…)}, {@code GROUPING SETS (…)}, {@code
   * ()}.
   */
  record GroupingElement(Span span, List<Expression> items) implements Expression {
    public GroupingElement {
      items = List.copyOf(items);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, items);
    }
  }

  /** {@code WHERE CURRENT OF cursor}. */
  record CurrentOf(Span span, String cursor) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {}
  }

  /**
   * JDBC's escape syntax (JDBC 4.3, 13.4): {@code {fn upper(a)}}, {@code {d '2026-01-01'}}, {@code
   * {ts …}}; the joins' {@code {oj …}} is a {@link FromItem}.
   */
  record JdbcEscape(Span span, Expression inner) implements Expression {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, inner);
    }
  }
}
