package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Binds what a name in an expression means in one scope (manual, 4.2.1 Column References). */
final class NameBinder {

  static final String UNDEFINED_COLUMN = "42703";
  static final String AMBIGUOUS_COLUMN = "42702";

  /** The columns that every table has (manual, 5.6 System Columns). */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private final Scope scope;
  private final Occurrences found;
  private final QueryBinder queries;
  private final boolean bareNamesOnly;
  private final WholeRows rows;

  NameBinder(
      Scope scope, Occurrences found, QueryBinder queries, boolean bareNamesOnly, WholeRows rows) {
    this.scope = scope;
    this.found = found;
    this.queries = queries;
    this.bareNamesOnly = bareNamesOnly;
    this.rows = rows;
  }

  /** Binds a reference to a column, a whole row or a star. */
  void reference(Expression.ColumnReference reference, boolean indirected) {
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
      if (isOursToTell(ambiguous, name, scope)) {
        error(
            reference,
            ambiguous.entries(),
            AMBIGUOUS_COLUMN,
            "column reference \"" + name + "\" is ambiguous");
      }
    } else if (meaning instanceof Scope.Meaning.Nothing nothing) {
      nothing(reference, name, nothing.certain());
    } else {
      // A merged column is what USING says of it, and no name but its own can mean it.
      uncertain(reference, scope.allHiding(name), name);
    }
  }

  /**
   * Whether PostgreSQL could find one meaning of an ambiguous name, in what becomes of the text.
   * Two relations of one name it refuses before any column.
   */
  static boolean isOursToTell(Scope.Meaning.Ambiguous ambiguous, String name, Scope scope) {
    List<ScopeEntry> entries = ambiguous.entries();
    boolean namesCollide =
        entries.stream().map(ScopeEntry::name).distinct().count() < entries.size();
    return !namesCollide
        && (entries.stream().anyMatch(entry -> entry.changes(name)) || scope.hides(name));
  }

  private void column(
      Expression.ColumnReference reference,
      String name,
      Scope.Meaning.Column meaning,
      boolean indirected) {
    ScopeEntry entry = meaning.entry();
    List<ScopeEntry> hiding = meaning.passed().stream().filter(other -> other.hides(name)).toList();
    if (entry.changes(name)) {
      use(reference, entry, name, Named.bare(!hiding.isEmpty()), indirected);
      return;
    }
    if (!hiding.isEmpty() && scope.reaches(entry) && !bareNamesOnly) {
      boolean derivable = hiding.stream().allMatch(other -> other.item().isPresent());
      found.add(
          new Occurrence.QualifiedUse(
              reference,
              entry.nameText(),
              derivable
                  ? hiding.stream().map(other -> other.item().orElseThrow().span()).toList()
                  : List.of()));
    } else {
      uncertain(reference, hiding, name);
    }
  }

  private void nothing(Expression.ColumnReference reference, String name, boolean certain) {
    List<ScopeEntry> having =
        scope.all().stream()
            .filter(entry -> !entry.qualifiedOnly())
            .filter(entry -> entry.hides(name) || entry.changes(name))
            .toList();
    if (!certain && !having.isEmpty()) {
      uncertain(reference, having, name);
      wholeRow(reference, List.of(name));
    } else if (SYSTEM_COLUMNS.contains(name)) {
      scope.all().forEach(entry -> keep(entry, name));
    } else if (scope.hides(name)) {
      hidden(reference, name);
    } else {
      wholeRow(reference, List.of(name));
    }
  }

  /**
   * A hidden column does not exist; a relation of its name does, and the name means its row, unless
   * one of the tables that hide it has such a column where it stands.
   */
  private void hidden(Expression.ColumnReference reference, String name) {
    List<LogicalTable> hiding =
        scope.all().stream()
            .filter(entry -> entry.hides(name))
            .flatMap(entry -> entry.table().stream())
            .toList();
    if (scope.qualified(List.of(name)).isEmpty()) {
      LogicalTable table = hiding.get(0);
      found.add(
          new Occurrence.LogicalError(
              reference.span(), table, UNDEFINED_COLUMN, "column \"" + name + "\" does not exist"),
          table);
      return;
    }
    for (LogicalTable table : hiding) {
      found.add(
          new Occurrence.Unsupported(
              reference.span(),
              table,
              "\"" + name + "\" is a row here, and a column of the other shape has that name",
              "Give the relation an alias."),
          table);
    }
  }

  /** A derived table has no system columns, and no functions of its row type. */
  private void keep(ScopeEntry entry, String name) {
    entry
        .item()
        .ifPresent(
            item ->
                found.add(
                    new Occurrence.Kept(
                        item.span(),
                        "It would have to be read through a subquery, which has no \"%s\"."
                            .formatted(name))));
  }

  private void qualified(
      Expression.ColumnReference reference, List<Identifier> fields, boolean indirected) {
    List<String> qualifier =
        fields.subList(0, fields.size() - 1).stream().map(Identifier::name).toList();
    String name = fields.get(fields.size() - 1).name();
    Optional<ScopeEntry> entry = scope.qualified(qualifier);
    if (SYSTEM_COLUMNS.contains(name) || queries.catalog().isUsersFunction(name)) {
      entry
          .filter(named -> !named.columns().map(all -> all.contains(name)).orElse(true))
          .ifPresent(named -> keep(named, name));
    }
    if (entry.isEmpty() || entry.get().table().isEmpty()) {
      return;
    }
    LogicalTable table = entry.get().table().get();
    if (fields.size() > 2) {
      Span schema =
          new Span(fields.get(0).span().start(), fields.get(fields.size() - 2).span().start());
      found.add(
          new Occurrence.SchemaUse(schema, table, entry.get().item().map(FromItem.Table::span)));
    }
    if (entry.get().changes(name)) {
      use(reference, entry.get(), name, Named.QUALIFIED, indirected);
    } else if (table.hides(name)) {
      found.add(
          new Occurrence.LogicalError(
              reference.span(),
              table,
              UNDEFINED_COLUMN,
              "column %s.%s does not exist".formatted(String.join(".", qualifier), name)));
    }
  }

  /** How the statement names a column. */
  private enum Named {
    QUALIFIED,
    BARE,
    /** Bare, while another relation has a hidden column of the name. */
    BARE_AND_CONTESTED;

    static Named bare(boolean contested) {
      return contested ? BARE_AND_CONTESTED : BARE;
    }
  }

  private void use(
      Expression.ColumnReference reference,
      ScopeEntry entry,
      String name,
      Named named,
      boolean indirected) {
    LogicalTable table = entry.table().orElseThrow();
    Optional<String> qualifier = Optional.empty();
    if (named == Named.QUALIFIED) {
      List<Identifier> fields = reference.fields();
      Identifier relation = fields.get(fields.size() - 2);
      Identifier first = table.keepsName() ? fields.get(0) : relation;
      qualifier = Optional.of(queries.sql().substring(first.span().start(), relation.span().end()));
    } else if (scope.reaches(entry)) {
      qualifier = Optional.of(entry.nameText());
    } else if (entry.item().isPresent()) {
      found.derive(
          entry,
          table.column(name),
          reference.span(),
          "the relation of column \"%s\" cannot be named here".formatted(name),
          "Give the relation an alias of its own.");
    }
    found.add(
        new Occurrence.ColumnUse(
            reference,
            table,
            table.column(name).orElseThrow(),
            ExpressionBinder.rows(entry),
            qualifier,
            named != Named.QUALIFIED,
            bareNamesOnly,
            indirected,
            named == Named.BARE_AND_CONTESTED,
            entry.item().map(FromItem.Table::span)),
        table);
  }

  private void wholeRow(Expression.ColumnReference reference, List<String> qualifier) {
    if (qualifier.isEmpty()) {
      return;
    }
    Optional<ScopeEntry> entry = scope.qualified(qualifier);
    entry.ifPresent(rows::keepNames);
    entry
        .flatMap(named -> named.table().or(() -> found.rowType(named)))
        .ifPresent(
            table ->
                found.add(
                    new Occurrence.Unsupported(
                        reference.span(),
                        table,
                        "a whole row of a table in migration has the columns of both shapes, and its type would show",
                        "Name the columns, or take it apart: row_to_json(t), (t).*."),
                    table));
  }

  private void uncertain(
      Expression.ColumnReference reference, List<ScopeEntry> entries, String name) {
    // Where the tables that have the name show their logical columns alone, PostgreSQL finds it.
    for (ScopeEntry entry : entries) {
      found.derive(
          entry,
          Optional.empty(),
          reference.span(),
          "it is not certain which relation column \"" + name + "\" belongs to",
          "Qualify it with the relation's name or alias.");
    }
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
