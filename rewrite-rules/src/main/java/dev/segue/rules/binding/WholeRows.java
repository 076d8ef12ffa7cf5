package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.SortItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.WindowDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds references to whole rows of migrating tables (manual, 8.16.5 Using Composite Types in
 * Queries), where nothing but the columns of the row can be seen: their names, values and order,
 * and not the table's row type. There, an anonymous row of the logical columns is as good.
 */
final class WholeRows {

  /** Functions of any record or any element, whose result does not depend on the row's type. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "row_to_json",
          "to_json",
          "to_jsonb",
          "json_agg",
          "jsonb_agg",
          "json_agg_strict",
          "jsonb_agg_strict",
          "json_build_array",
          "jsonb_build_array",
          "json_build_object",
          "jsonb_build_object",
          "json_object_agg",
          "jsonb_object_agg",
          "array_to_json",
          "count",
          "concat",
          "concat_ws",
          "format",
          "num_nulls",
          "num_nonnulls");

  /** The same of the extension hstore. */
  private static final String HSTORE = "hstore";

  private static final Set<String> NULL_TESTS =
      Set.of("IS NULL", "IS NOT NULL", "ISNULL", "NOTNULL");

  private static final Set<String> COMPARISONS =
      Set.of("=", "<>", "!=", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");

  private static final Set<String> TEXTS = Set.of("text", "varchar");

  private final Scope scope;
  private final Occurrences found;
  private final QueryBinder queries;

  WholeRows(Scope scope, Occurrences found, QueryBinder queries) {
    this.scope = scope;
    this.found = found;
    this.queries = queries;
  }

  /** Whether a row just below this node shows nothing but its columns. */
  boolean takenBy(Node node) {
    if (node instanceof Expression.FunctionCall call) {
      String name = call.name().name();
      return call.parts().stream().anyMatch(this::mayBeRow)
          && (name.equals(HSTORE) || isOurs(call));
    } else if (node instanceof Expression.Operation operation) {
      return NULL_TESTS.contains(operation.operator())
          || COMPARISONS.contains(operation.operator())
              && operation.operands().stream().allMatch(operand -> row(operand).isPresent());
    } else if (node instanceof Expression.Cast cast) {
      return TEXTS.contains(cast.type().name());
    } else {
      return node instanceof SortItem || node instanceof WindowDefinition;
    }
  }

  private boolean mayBeRow(Node part) {
    return part instanceof Expression.Subquery || gatheredBy(part) || row(part).isPresent();
  }

  /** Whether the function is one of these, and PostgreSQL's own. */
  private boolean isOurs(Expression.FunctionCall call) {
    String name = call.name().name();
    return FUNCTIONS.contains(name)
        && (call.schema().isPresent()
            ? call.schema().get().name().equals("pg_catalog")
            : !queries.catalog().isUsersFunction(name));
  }

  /** Whether rows below this node come to what {@link #takenBy takes} it. */
  boolean gatheredBy(Node node) {
    return node instanceof Expression.ArrayConstructor
        || node instanceof Expression.FunctionCall call
            && call.name().name().equals("array_agg")
            && call.schema().isEmpty()
            && !queries.catalog().isUsersFunction("array_agg");
  }

  /**
   * Binds a node that is a whole row of a migrating table; false, with nothing done, if it is none.
   */
  boolean bind(Node node) {
    Optional<Expression.ColumnReference> reference = row(node);
    Optional<ScopeEntry> entry = reference.flatMap(this::entry);
    if (entry.isEmpty() || entry.get().table().isEmpty()) {
      entry.ifPresent(this::keepNames);
      return entry.flatMap(found::rowType).isPresent();
    }
    bind(reference.get(), entry.get());
    return true;
  }

  /**
   * The row of a table has the columns' own names, whatever names an alias gives them; that of a
   * derived table would have those.
   */
  void keepNames(ScopeEntry entry) {
    if (entry.table().isEmpty() && entry.item().isPresent()) {
      found.add(
          new Occurrence.Kept(
              entry.item().get().span(), "The whole row would show the names that are given."));
    }
  }

  private void bind(Expression.ColumnReference reference, ScopeEntry entry) {
    List<Identifier> fields = reference.fields();
    if (fields.size() > 1) {
      int table = fields.get(fields.size() - 1).span().start();
      found.add(
          new Occurrence.SchemaUse(
              new Span(fields.get(0).span().start(), table),
              entry.table().orElseThrow(),
              entry.item().map(FromItem.Table::span)));
    }
    boolean certain =
        reference.star()
            || !(scope.bare(fields.get(0).name()) instanceof Scope.Meaning.Nothing nothing)
            || nothing.certain();
    if (!certain || !scope.reaches(entry)) {
      derive(reference, entry);
      return;
    }
    found.add(
        new Occurrence.RowUse(
            reference.span(),
            new Occurrence.StarPart.Logical(
                entry.table().orElseThrow(),
                ExpressionBinder.rows(entry),
                Optional.of(entry.nameText()),
                entry.item().map(FromItem.Table::span))),
        entry.table().orElseThrow());
  }

  /** Binds {@code ROW(t.*)} and the like, which is a row of the columns themselves. */
  boolean bindColumns(Node node) {
    if (!(node instanceof Expression.ColumnReference star) || !star.star()) {
      return false;
    }
    Optional<ScopeEntry> entry = entry(star);
    if (entry.isEmpty() || entry.get().table().isEmpty()) {
      return false;
    }
    LogicalTable table = entry.get().table().get();
    if (scope.reaches(entry.get())) {
      found.add(
          new Occurrence.RowColumnsUse(
              star.span(),
              new Occurrence.StarPart.Logical(
                  table,
                  ExpressionBinder.rows(entry.get()),
                  Optional.of(entry.get().nameText()),
                  entry.get().item().map(FromItem.Table::span))),
          table);
    } else {
      derive(star, entry.get());
    }
    return true;
  }

  private void derive(Expression.ColumnReference reference, ScopeEntry entry) {
    found.derive(
        entry,
        Optional.empty(),
        reference.span(),
        "it is not certain which row is meant",
        "Give the relation an alias of its own.");
  }

  /** The reference to a row of some relation that this is, in however many parentheses. */
  Optional<Expression.ColumnReference> row(Node node) {
    if (node instanceof Expression.Parenthesized parenthesized) {
      return row(parenthesized.inner());
    }
    return node instanceof Expression.ColumnReference reference && entry(reference).isPresent()
        ? Optional.of(reference)
        : Optional.empty();
  }

  /** A column of the name goes before the row (manual, 4.2.1; {@code transformColumnRef}). */
  private Optional<ScopeEntry> entry(Expression.ColumnReference reference) {
    List<String> names = reference.fields().stream().map(Identifier::name).toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Optional<ScopeEntry> named = scope.qualified(names);
    boolean column =
        !reference.star()
            && (names.size() > 1
                || !(scope.bare(names.get(0)) instanceof Scope.Meaning.Nothing)
                || isHiddenBeside(named, names.get(0)));
    return column ? Optional.empty() : named;
  }

  /**
   * Whether a relation but the one that is named hides a column of this name, for which the bare
   * name would be taken. Of the very relation the row is written without its hidden columns.
   */
  @SuppressWarnings("ReferenceEquality") // Two entries may be equal and not the same.
  private boolean isHiddenBeside(Optional<ScopeEntry> named, String name) {
    return scope.all().stream()
        .anyMatch(entry -> entry.hides(name) && named.filter(row -> row == entry).isEmpty());
  }
}
