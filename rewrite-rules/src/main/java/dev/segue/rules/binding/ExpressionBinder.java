package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.TypeName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Binds the names of expressions in one scope. */
final class ExpressionBinder {

  private static final String UNDEFINED_COLUMN = "42703";
  private static final String AMBIGUOUS_COLUMN = "42702";

  private final Scope scope;
  private final CommonTables visible;
  private final Occurrences found;
  private final QueryBinder queries;
  private final boolean bareNamesOnly;

  ExpressionBinder(Scope scope, CommonTables visible, Occurrences found, QueryBinder queries) {
    this(scope, visible, found, queries, false);
  }

  private ExpressionBinder(
      Scope scope,
      CommonTables visible,
      Occurrences found,
      QueryBinder queries,
      boolean bareNamesOnly) {
    this.scope = scope;
    this.visible = visible;
    this.found = found;
    this.queries = queries;
    this.bareNamesOnly = bareNamesOnly;
  }

  /** The same, for a clause that takes no qualified names. */
  ExpressionBinder bareNamesOnly() {
    return new ExpressionBinder(scope, visible, found, queries, true);
  }

  static Occurrence.Rows rows(ScopeEntry entry) {
    return switch (entry.role()) {
      case STORED -> Occurrence.Rows.STORED;
      case EXCLUDED, WRITTEN -> Occurrence.Rows.WRITTEN;
      case OPTIONAL, OLD, NEW -> Occurrence.Rows.STORED_IF_ANY;
      case NEW_WRITTEN -> Occurrence.Rows.WRITTEN_IF_ANY;
    };
  }

  void bindAll(List<? extends Node> nodes) {
    nodes.forEach(this::bind);
  }

  void bind(Node node) {
    if (node instanceof Expression.ColumnReference reference) {
      reference(reference, false);
    } else if (node instanceof Expression.Indirection indirection
        && indirection.base() instanceof Expression.ColumnReference base) {
      reference(base, true);
      bindAll(indirection.subscripts());
    } else if (node instanceof Query query) {
      queries.query(query, Optional.of(scope), visible);
    } else if (node instanceof TypeName type) {
      rowType(type);
    } else {
      node.forEachChild(this::bind);
      if (node instanceof Expression.FunctionCall call && call.builtin()) {
        xmlNames(call);
      }
    }
  }

  private void xmlNames(Expression.FunctionCall call) {
    boolean forest = call.name().name().equals("xmlforest");
    if (forest || call.name().name().equals("xmlelement")) {
      for (Node part : call.parts()) {
        if (part instanceof Expression.ColumnReference reference) {
          found.add(new Occurrence.XmlNameUse(reference, forest));
        }
      }
    }
  }

  /** GROUP BY takes a bare name for a column first, then for a label (manual, SELECT, GROUP BY). */
  void bindGrouping(Expression expression, List<SelectItem> items) {
    if (expression instanceof Expression.ColumnReference reference
        && reference.fields().size() == 1
        && !reference.star()) {
      String name = reference.fields().get(0).name();
      if (scope.bare(name) instanceof Scope.Meaning.Nothing && label(reference, name, items)) {
        return;
      }
    }
    if (expression instanceof Expression.GroupingElement element) {
      element.items().forEach(item -> bindGrouping(item, items));
    } else {
      bind(expression);
    }
  }

  private boolean label(Expression.ColumnReference reference, String name, List<SelectItem> items) {
    for (int i = 0; i < items.size(); i++) {
      if (QueryBinder.isStar(items.get(i))) {
        return false;
      }
      if (Labels.of(items.get(i)).equals(name)) {
        if (scope.hides(name)) {
          found.add(new Occurrence.LabelUse(reference, i + 1));
        }
        return true;
      }
    }
    return false;
  }

  private void reference(Expression.ColumnReference reference, boolean indirected) {
    List<Identifier> fields = reference.fields();
    if (reference.star()) {
      wholeRow(reference, fields.stream().map(Identifier::name).toList());
    } else if (fields.size() == 1) {
      bare(reference, fields.get(0).name(), indirected);
    } else {
      qualified(reference, fields, indirected);
    }
  }

  private void bare(Expression.ColumnReference reference, String name, boolean indirected) {
    Scope.Meaning meaning = scope.bare(name);
    if (meaning instanceof Scope.Meaning.Column column) {
      column(reference, name, column, indirected);
    } else if (meaning instanceof Scope.Meaning.Ambiguous ambiguous) {
      if (!namesCollide(ambiguous.entries())
          && (ambiguous.entries().stream().anyMatch(entry -> changes(entry, name))
              || scope.hides(name))) {
        error(
            reference,
            ambiguous.entries(),
            AMBIGUOUS_COLUMN,
            "column reference \"" + name + "\" is ambiguous");
      }
    } else if (meaning instanceof Scope.Meaning.Nothing nothing) {
      nothing(reference, name, nothing.certain());
    } else if (scope.hides(name)) {
      // A merged column is what USING says of it, and no name but its own can mean it.
      uncertain(reference, scope.entries(), name);
    }
  }

  /** Two relations of one name in a FROM clause: PostgreSQL refuses that before any column. */
  private static boolean namesCollide(List<ScopeEntry> entries) {
    return entries.stream().map(ScopeEntry::name).distinct().count() < entries.size();
  }

  private static boolean changes(ScopeEntry entry, String name) {
    return entry
        .table()
        .flatMap(table -> table.column(name))
        .filter(column -> column.change().isPresent())
        .isPresent();
  }

  private void column(
      Expression.ColumnReference reference,
      String name,
      Scope.Meaning.Column meaning,
      boolean indirected) {
    ScopeEntry entry = meaning.entry();
    if (changes(entry, name)) {
      use(reference, entry, name, true, indirected);
    } else if (meaning.passed().stream().anyMatch(other -> other.hides(name))) {
      if (scope.reaches(entry) && !bareNamesOnly) {
        found.add(new Occurrence.QualifiedUse(reference, entry.nameText()));
      } else {
        uncertain(reference, meaning.passed(), name);
      }
    }
  }

  private void nothing(Expression.ColumnReference reference, String name, boolean certain) {
    List<ScopeEntry> own = scope.entries();
    if (!certain && (scope.hides(name) || changesAnywhere(name))) {
      uncertain(reference, own, name);
    } else if (scope.hides(name)) {
      found.add(
          new Occurrence.LogicalError(
              reference.span(),
              scope.hiding(name).flatMap(ScopeEntry::table).orElseThrow(),
              UNDEFINED_COLUMN,
              "column \"" + name + "\" does not exist"));
    } else {
      wholeRow(reference, List.of(name));
    }
  }

  private boolean changesAnywhere(String name) {
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().outer()) {
      if (at.get().entries().stream().anyMatch(entry -> changes(entry, name))) {
        return true;
      }
    }
    return false;
  }

  private void qualified(
      Expression.ColumnReference reference, List<Identifier> fields, boolean indirected) {
    List<String> qualifier =
        fields.subList(0, fields.size() - 1).stream().map(Identifier::name).toList();
    String name = fields.get(fields.size() - 1).name();
    Optional<ScopeEntry> entry = scope.qualified(qualifier);
    if (entry.isEmpty() || entry.get().table().isEmpty()) {
      return;
    }
    if (changes(entry.get(), name)) {
      use(reference, entry.get(), name, false, indirected);
    } else if (entry.get().hides(name)) {
      found.add(
          new Occurrence.LogicalError(
              reference.span(),
              entry.get().table().get(),
              UNDEFINED_COLUMN,
              "column %s.%s does not exist".formatted(String.join(".", qualifier), name)));
    }
  }

  private void use(
      Expression.ColumnReference reference,
      ScopeEntry entry,
      String name,
      boolean bare,
      boolean indirected) {
    LogicalTable table = entry.table().orElseThrow();
    Optional<String> qualifier = Optional.empty();
    if (!bare) {
      List<Identifier> fields = reference.fields();
      qualifier =
          Optional.of(
              queries
                  .sql()
                  .substring(
                      fields.get(0).span().start(), fields.get(fields.size() - 2).span().end()));
    } else if (scope.reaches(entry)) {
      qualifier = Optional.of(entry.nameText());
    }
    found.add(
        new Occurrence.ColumnUse(
            reference,
            table,
            table.column(name).orElseThrow(),
            rows(entry),
            qualifier,
            bare,
            bareNamesOnly,
            indirected),
        table);
  }

  private void wholeRow(Expression.ColumnReference reference, List<String> qualifier) {
    if (qualifier.isEmpty()) {
      return;
    }
    scope
        .qualified(qualifier)
        .flatMap(ScopeEntry::table)
        .ifPresent(
            table ->
                found.add(
                    new Occurrence.Unsupported(
                        reference.span(),
                        table,
                        "a whole-row reference shows the columns of both shapes",
                        "Name the columns instead."),
                    table));
  }

  private void rowType(TypeName type) {
    queries
        .migratingNamed(type.name())
        .ifPresent(
            table ->
                found.add(
                    new Occurrence.Unsupported(
                        type.span(),
                        table,
                        "the row type of a table in migration has the columns of both shapes",
                        "Use a type of its own instead of the table's row type."),
                    table));
  }

  private void uncertain(
      Expression.ColumnReference reference, List<ScopeEntry> entries, String name) {
    allTables(entries)
        .forEach(
            table ->
                found.add(
                    new Occurrence.Unsupported(
                        reference.span(),
                        table,
                        "it is not certain which relation column \"" + name + "\" belongs to",
                        "Qualify it with the relation's name or alias."),
                    table));
  }

  private List<LogicalTable> allTables(List<ScopeEntry> entries) {
    Stream<ScopeEntry> all = entries.stream();
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().outer()) {
      all = Stream.concat(all, at.get().entries().stream());
    }
    return all.flatMap(entry -> entry.table().stream()).distinct().toList();
  }

  private void error(
      Expression.ColumnReference reference,
      List<ScopeEntry> entries,
      String sqlState,
      String message) {
    entries.stream()
        .flatMap(entry -> entry.table().stream())
        .findFirst()
        .ifPresent(
            table ->
                found.add(
                    new Occurrence.LogicalError(reference.span(), table, sqlState, message),
                    table));
  }
}
