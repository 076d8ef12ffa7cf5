package dev.segue.rules.sql.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One SQL command. */
public sealed interface Statement extends Node {

  /** SELECT, VALUES or TABLE. */
  record Select(Span span, Query query) implements Statement {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, query);
    }
  }

  /**
   * INSERT.
   *
   * @param target the table, with the alias it may have
   * @param columns the column list without its parentheses; empty where there is none
   * @param source where the rows come from
   */
  record Insert(
      Span span,
      Optional<With> with,
      FromItem.Table target,
      List<TargetColumn> columns,
      InsertSource source,
      Optional<OnConflict> onConflict,
      Optional<Returning> returning)
      implements Statement {
    public Insert {
      columns = List.copyOf(columns);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, with, target, columns, source, onConflict, returning);
    }
  }

  /** UPDATE. */
  record Update(
      Span span,
      Optional<With> with,
      FromItem.Table target,
      List<Assignment> assignments,
      List<FromItem> from,
      Optional<Expression> where,
      Optional<Returning> returning)
      implements Statement {
    public Update {
      assignments = List.copyOf(assignments);
      from = List.copyOf(from);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, with, target, assignments, from, where, returning);
    }
  }

  /** DELETE. */
  record Delete(
      Span span,
      Optional<With> with,
      FromItem.Table target,
      List<FromItem> using,
      Optional<Expression> where,
      Optional<Returning> returning)
      implements Statement {
    public Delete {
      using = List.copyOf(using);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, with, target, using, where, returning);
    }
  }

  /** MERGE. */
  record Merge(
      Span span,
      Optional<With> with,
      FromItem.Table target,
      FromItem source,
      Expression on,
      List<MergeWhen> actions,
      Optional<Returning> returning)
      implements Statement {
    public Merge {
      actions = List.copyOf(actions);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, with, target, source, on, actions, returning);
    }
  }

  /** Which command an {@link Enclosing} statement is. */
  enum EnclosingKind {
    EXPLAIN,
    DECLARE_CURSOR,
    COPY_QUERY,
    CREATE_TABLE_AS,
    CREATE_MATERIALIZED_VIEW,
    CREATE_VIEW,
    PREPARE
  }

  /** A command with another one inside. */
  record Enclosing(Span span, EnclosingKind kind, Optional<RelationName> target, Statement inner)
      implements Statement {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, target, inner);
    }
  }

  /**
   * COPY of a table.
   *
   * @param from whether rows are written, and not read
   * @param oldForm whether it has {@code BINARY} or {@code DELIMITERS} where only COPY of a table
   *     has them (before PostgreSQL 9.0)
   * @param columns the column list; empty where there is none
   * @param subject the table and its column list
   * @param where which rows are written
   */
  record Copy(
      Span span,
      boolean from,
      boolean oldForm,
      RelationName table,
      List<Identifier> columns,
      Span subject,
      CopyOptions options,
      Optional<Expression> where)
      implements Statement {
    public Copy {
      columns = List.copyOf(columns);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, table, columns, options.columns(), where);
    }
  }

  /**
   * What of COPY's options depends on columns.
   *
   * @param columns the columns that options name
   * @param headerMatches {@code HEADER MATCH}
   * @param defaults {@code DEFAULT}
   */
  record CopyOptions(List<Identifier> columns, boolean headerMatches, boolean defaults) {
    public CopyOptions {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Any other command: DDL, transaction control, session settings.
   *
   * @param command its first words in upper case, as many as tell which command it is: {@code
   *     COMMIT}, {@code ALTER TABLE}, {@code CREATE TEMP TABLE}, {@code SET}, {@code SET LOCAL};
   *     {@code ROLLBACK TO} whatever stands between
   * @param names every identifier in it that may name a table or column, in the order of the text
   * @param actions of {@code ALTER TABLE} the first words of each action, in upper case, without
   *     what stands in parentheses: {@code RENAME TO CLIENTS}; else empty
   */
  record Utility(Span span, String command, List<Identifier> names, List<String> actions)
      implements Statement {
    public Utility {
      names = List.copyOf(names);
      actions = List.copyOf(actions);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, names);
    }
  }

  /**
   * A column that INSERT, UPDATE or MERGE writes.
   *
   * @param subscripts expressions in brackets behind it
   * @param fields names behind it ({@code SET a.b = …}); a part of the column is written then
   */
  record TargetColumn(
      Span span, Identifier name, List<Expression> subscripts, List<Identifier> fields)
      implements Node {
    public TargetColumn {
      subscripts = List.copyOf(subscripts);
      fields = List.copyOf(fields);
    }

    /** Whether the whole column is written, and not a field or an element of it. */
    public boolean whole() {
      return subscripts.isEmpty() && fields.isEmpty();
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, name, subscripts, fields);
    }
  }

  /** Where the rows of an INSERT come from. */
  sealed interface InsertSource extends Node {}

  /** A query, VALUES included. */
  record QuerySource(Span span, Query query) implements InsertSource {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, query);
    }
  }

  /** {@code DEFAULT VALUES}. */
  record DefaultValues(Span span) implements InsertSource {
    @Override
    public void forEachChild(Consumer<? super Node> visitor) {}
  }

  /** {@code column = value} or {@code (columns) = value}. */
  sealed interface Assignment extends Node {

    /** {@code column = value}. */
    record Single(Span span, TargetColumn column, Expression value) implements Assignment {
      @Override
      public void forEachChild(Consumer<? super Node> visitor) {
        Node.each(visitor, column, value);
      }
    }

    /** {@code (a, b) = ROW(…)}, {@code = (x, y)} or {@code = (SELECT …)}. */
    record Multiple(Span span, List<TargetColumn> columns, Expression value) implements Assignment {
      public Multiple {
        columns = List.copyOf(columns);
      }

      @Override
      public void forEachChild(Consumer<? super Node> visitor) {
        Node.each(visitor, columns, value);
      }
    }
  }

  /**
   * {@code ON CONFLICT …}.
   *
   * @param target the index expressions of its target; empty where there is none or a constraint
   * @param constraint {@code ON CONSTRAINT name}
   * @param keyword what stands before that name, or nothing
   * @param targetWhere the predicate of the partial index
   * @param update whether the action is DO UPDATE rather than DO NOTHING
   */
  record OnConflict(
      Span span,
      List<Expression> target,
      Optional<Identifier> constraint,
      Span keyword,
      Optional<Expression> targetWhere,
      boolean update,
      List<Assignment> assignments,
      Optional<Expression> where)
      implements Node {
    public OnConflict {
      target = List.copyOf(target);
      assignments = List.copyOf(assignments);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, target, targetWhere, assignments, where);
    }
  }

  /**
   * {@code RETURNING …}.
   *
   * @param oldAlias the name that {@code WITH (OLD AS …)} gives (PostgreSQL 18)
   * @param newAlias the same for NEW
   */
  record Returning(
      Span span,
      Optional<Identifier> oldAlias,
      Optional<Identifier> newAlias,
      List<SelectItem> items)
      implements Node {
    public Returning {
      items = List.copyOf(items);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, items);
    }
  }

  /** Which rows a {@link MergeWhen} is for. */
  enum MergeMatch {
    MATCHED,
    NOT_MATCHED_BY_TARGET,
    NOT_MATCHED_BY_SOURCE
  }

  /** What a {@link MergeWhen} does. */
  enum MergeAction {
    INSERT,
    UPDATE,
    DELETE,
    NOTHING
  }

  /**
   * The INSERT of a MERGE.
   *
   * @param keyword the word INSERT; a column list stands behind it
   * @param columns the column list without its parentheses; empty where there is none
   * @param source one row of VALUES, or DEFAULT VALUES
   */
  record MergeInsert(Span span, Span keyword, List<TargetColumn> columns, InsertSource source)
      implements Node {
    public MergeInsert {
      columns = List.copyOf(columns);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, columns, source);
    }
  }

  /**
   * One {@code WHEN [NOT] MATCHED … THEN …} of a MERGE.
   *
   * @param action what is done with the row
   * @param insert INSERT's columns and values
   * @param assignments UPDATE's
   */
  record MergeWhen(
      Span span,
      MergeMatch match,
      Optional<Expression> condition,
      MergeAction action,
      Optional<MergeInsert> insert,
      List<Assignment> assignments)
      implements Node {
    public MergeWhen {
      assignments = List.copyOf(assignments);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, condition, insert, assignments);
    }
  }
}
