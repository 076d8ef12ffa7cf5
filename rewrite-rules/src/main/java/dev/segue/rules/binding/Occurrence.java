package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place of the text where a migrating table is touched. Each says what it means in the shape that
 * the application speaks; none says what becomes of it.
 */
public sealed interface Occurrence {

  /** The rows that a {@link ColumnUse} reads. */
  enum Rows {
    /** Stored ones, as the route reads them. */
    STORED,
    /** Those that this very statement proposes or has inserted whole. */
    WRITTEN,
    /** As {@link #STORED}, of a row that need not be: {@code OLD}, or a side of a join. */
    STORED_IF_ANY,
    /** As {@link #WRITTEN}, of a row that need not be. */
    WRITTEN_IF_ANY;

    public boolean written() {
      return this == WRITTEN || this == WRITTEN_IF_ANY;
    }

    /**
     * Whether all columns may be NULL because there is no row, whatever a mapping makes of NULL.
     */
    public boolean mayBeMissing() {
      return this == STORED_IF_ANY || this == WRITTEN_IF_ANY;
    }

    /** The same where it is known that there is a row. */
    public Rows found() {
      return written() ? WRITTEN : STORED;
    }
  }

  /**
   * A column that a migration changes is read.
   *
   * @param qualifier the text that qualifies the relation; empty where nothing can
   * @param bare whether the reference stands unqualified in the text
   * @param unqualifiable whether the grammar takes a bare name only (in expressions of ON
   *     CONFLICT's target, where nothing but the table's columns is seen)
   * @param indirected whether a field or an element is taken of it
   * @param contested whether a hidden column of the same name stands physically beside it, so that
   *     the bare name would be ambiguous
   * @param item the place of the FROM item that it belongs to, if that can be derived
   */
  record ColumnUse(
      Expression.ColumnReference node,
      LogicalTable table,
      LogicalColumn column,
      Rows rows,
      Optional<String> qualifier,
      boolean bare,
      boolean unqualifiable,
      boolean indirected,
      boolean contested,
      Optional<Span> item)
      implements Occurrence {

    /** The same with another text that qualifies the relation. */
    public ColumnUse qualifiedBy(String other) {
      return new ColumnUse(
          node,
          table,
          column,
          rows,
          Optional.of(other),
          bare,
          unqualifiable,
          indirected,
          contested,
          item);
    }
  }

  /** A changed column as a target of ON CONFLICT: it stands for the index over it. */
  record ConflictTargetUse(
      Expression.ColumnReference node, LogicalTable table, LogicalColumn column)
      implements Occurrence {}

  /**
   * A bare name that means another relation's column, or an unchanged one, while a hidden column of
   * the same name stands physically beside it: it has to be qualified.
   *
   * @param hiding the places of the FROM items that have the hidden column; empty where one of them
   *     cannot be derived
   */
  record QualifiedUse(Expression.ColumnReference node, String qualifier, List<Span> hiding)
      implements Occurrence {
    public QualifiedUse {
      hiding = List.copyOf(hiding);
    }
  }

  /**
   * A field is taken of a row in parentheses, {@code (t).a}, whose name is a hidden column's too:
   * without them it can only be the relation's.
   *
   * @param base the parentheses
   * @param name what stands in them
   */
  record FieldUse(Span base, Span name) implements Occurrence {}

  /**
   * A column's name qualified with a schema: what is derived, or has an alias, has none.
   *
   * @param item the place of the FROM item, if that can be derived
   */
  record SchemaUse(Span schema, LogicalTable table, Optional<Span> item) implements Occurrence {}

  /**
   * Where a table's name stands in a FROM clause, a derived table has to stand that shows exactly
   * the logical columns, under their names (manual, 7.2.1.3 Subqueries). Of several for one item
   * one is enough. It need not be where the physical table is exactly the logical one and the route
   * reads and writes nothing else.
   *
   * @param name the text that names the item
   * @param column where present, it need not be either where this column is read in place
   * @param place what needs it
   * @param what the fact, as the error's message states it, if it cannot be
   * @param hint the way out
   */
  record DeriveUse(
      FromItem.Table item,
      LogicalTable table,
      String name,
      Optional<LogicalColumn> column,
      Span place,
      String what,
      String hint)
      implements Occurrence {}

  /**
   * A stretch of the text in which nothing can be derived, since a derived table is not the table
   * itself.
   *
   * @param why the particulars of the error
   */
  record Kept(Span span, String why) implements Occurrence {}

  /**
   * A bare name in GROUP BY that means the select list's item {@code ordinal}, while a hidden
   * column of that name would physically be taken before it.
   */
  record LabelUse(Expression.ColumnReference node, int ordinal) implements Occurrence {}

  /** A star of a select list, with what it shows. */
  record StarUse(Span span, List<StarPart> parts) implements Occurrence {
    public StarUse {
      parts = List.copyOf(parts);
    }
  }

  /** A whole row, where nothing but its columns can be seen. */
  record RowUse(Span span, StarPart.Logical row) implements Occurrence {}

  /** A star inside a row constructor or VALUES: columns without labels. */
  record RowColumnsUse(Span span, StarPart.Logical row) implements Occurrence {}

  /**
   * A function makes rows of a migrating table's type out of JSON, and nothing but their columns
   * can be seen.
   *
   * @param withColumns the function that does the same for a list of columns
   */
  record PopulateUse(
      FromItem.Function function,
      Expression.FunctionCall call,
      String withColumns,
      LogicalTable table)
      implements Occurrence {}

  /** What a star shows of one relation. */
  sealed interface StarPart {

    /** All columns of a relation that does not migrate, or one of it. */
    record Plain(String text) implements StarPart {}

    /** The logical columns of a migrating table. */
    record Logical(LogicalTable table, Rows rows, Optional<String> qualifier, Optional<Span> item)
        implements StarPart {

      /** The same where it is known that there is a row. */
      public Logical found() {
        return new Logical(table, rows.found(), qualifier, item);
      }
    }

    /** One logical column of a migrating table. */
    record LogicalOne(
        LogicalTable table,
        LogicalColumn column,
        Rows rows,
        Optional<String> qualifier,
        Optional<Span> item)
        implements StarPart {}
  }

  /** {@code TABLE t} on a migrating table: a star without a word for it. */
  record TableCommandUse(Query.TableCommand node, LogicalTable table) implements Occurrence {}

  /**
   * A sort key that is a label, or an ordinal.
   *
   * @param items the item that the label means; of an ordinal all of them
   */
  record SortUse(Expression key, List<SelectItem> items) implements Occurrence {
    public SortUse {
      items = List.copyOf(items);
    }
  }

  /** An item without a label: its label changes where its expression does. */
  record UnlabelledItem(SelectItem item, String label) implements Occurrence {}

  /**
   * A NATURAL JOIN: physically it goes by hidden columns too.
   *
   * @param common the logical columns that both sides have
   */
  record NaturalUse(FromItem.Join join, List<LogicalTable> tables, List<String> common)
      implements Occurrence {
    public NaturalUse {
      tables = List.copyOf(tables);
      common = List.copyOf(common);
    }
  }

  /**
   * Rows are inserted into a migrating table.
   *
   * @param width how many columns the source of the rows has; empty where that is not known
   */
  record InsertUse(Statement.Insert statement, LogicalTable table, Optional<Integer> width)
      implements Occurrence {}

  /**
   * MERGE inserts rows into a migrating table.
   *
   * @param statement its action as a statement of its own, whose target stands where the action's
   *     first word does
   */
  record MergeInsertUse(Statement.Insert statement, LogicalTable table) implements Occurrence {}

  /**
   * Rows of a migrating table are updated.
   *
   * @param span the whole assignment list
   * @param qualifier the text that names the table's stored row
   * @param widths how many columns the query of a row assignment has, where that is known
   */
  record AssignmentsUse(
      Span span,
      List<Statement.Assignment> assignments,
      LogicalTable table,
      String qualifier,
      Map<Statement.Assignment, Integer> widths)
      implements Occurrence {
    public AssignmentsUse {
      assignments = List.copyOf(assignments);
      widths = Map.copyOf(widths);
    }
  }

  /** COPY writes or reads rows of a migrating table. */
  record CopyUse(Statement.Copy statement, LogicalTable table) implements Occurrence {}

  /** Rows of a migrating table are deleted. */
  record DeleteUse(LogicalTable table) implements Occurrence {}

  /** A migrating table is named, in a FROM clause or as what a statement writes. */
  record TableUse(FromItem.Table item, LogicalTable table) implements Occurrence {}

  /**
   * A command names a migrating table.
   *
   * @param span its name, with its schema where the text has one
   */
  record CommandNameUse(Span span, LogicalTable table) implements Occurrence {}

  /**
   * Something that cannot be rewritten with certainty, and need not be where the physical table is
   * exactly the logical one and the route reads and writes nothing else.
   *
   * @param what the fact, as the error's message states it
   * @param hint the way out
   */
  record Unsupported(Span span, LogicalTable table, String what, String hint)
      implements Occurrence {}

  /** Something that is an error in the logical shape though it might pass physically. */
  record LogicalError(Span span, LogicalTable table, String sqlState, String message)
      implements Occurrence {}

  /**
   * An error that PostgreSQL finds by itself, by what the catalog said of a relation that does not
   * migrate. It is told only in the place of a {@link LogicalError} that comes behind it: of two
   * errors the application sees the first.
   */
  record EarlierError(Span span, String sqlState, String message) implements Occurrence {}
}
