package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.binding.SpokenRows;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of one statement that are parts of another by their rows, and for which the old table
 * stands: of that they show the rows that the part takes (docs/decisions/spoken-rows.md). The table
 * is named in place, and a condition more tells the rows; where the statement has no place for one,
 * a subquery stands for the table. Gathered by one rewrite, one thread.
 */
final class PartRows {

  private static final String STORED = "segue_p";

  private static final String WHAT =
      "a table that is a part of another by its rows is read here by what only a table has";
  private static final String HINT =
      "Join it by INNER JOIN, or by LEFT JOIN … ON; or leave that out.";

  private final Statement statement;
  private final Routes standing;
  private final ConditionPlaces places;
  private final Set<FromItem.Table> derived;
  private final List<Runnable> conditions = new ArrayList<>();

  private PartRows(
      Statement statement, Routes standing, ConditionPlaces places, Set<FromItem.Table> derived) {
    this.statement = statement;
    this.standing = standing;
    this.places = places;
    this.derived = derived;
  }

  /**
   * Those of a statement.
   *
   * @param standing the routes by which the statement itself is rewritten
   */
  static PartRows of(Statement statement, Binding binding, Routes standing) {
    boolean splits =
        binding.migrations().stream()
            .anyMatch(migration -> migration.copied().flatMap(TableCopy::rows).isPresent());
    return new PartRows(
        statement,
        standing,
        splits ? ConditionPlaces.of(statement) : ConditionPlaces.NONE,
        splits ? derived(binding) : Set.of());
  }

  /** What shows its logical columns alone, or gives them other names, has no stored ones. */
  private static Set<FromItem.Table> derived(Binding binding) {
    Set<FromItem.Table> items = new HashSet<>();
    for (Occurrence occurrence : binding.occurrences()) {
      if (occurrence instanceof Occurrence.DeriveUse use) {
        items.add(use.item());
      }
    }
    return items;
  }

  /** Whether the old table stands for one that is a part of the new by its rows. */
  boolean narrows(LogicalTable table) {
    return table
        .copy()
        .filter(copy -> copy.rows().isPresent())
        .filter(copy -> standing.of(copy.migration().ordinal()).reads() == Shape.OLD)
        .isPresent();
  }

  /**
   * The columns of the old table by which it is told which part a row is of.
   *
   * @throws Refusal.Refused if it is not known
   */
  Set<String> columns(LogicalTable table) {
    Set<String> columns = new HashSet<>();
    bounds(table)
        .columns()
        .forEach(name -> columns.addAll(PartedTables.storedAs(column(name, table))));
    return columns;
  }

  /**
   * The condition that a stored row is one of the part's.
   *
   * @param qualifier the text that names the row
   * @throws Refusal.Refused if it is not known
   */
  Edits.Piece condition(LogicalTable table, String qualifier) {
    MappingExpression bounds = bounds(table);
    Values values = new Values(standing, statement);
    return out -> {
      out.text("(");
      Values.mapping(
          out,
          bounds,
          name ->
              writer ->
                  values.read(
                      writer,
                      table,
                      column(name, table),
                      Occurrence.Rows.STORED,
                      Optional.of(qualifier)));
      out.text(")");
    };
  }

  private static MappingExpression bounds(LogicalTable table) {
    CopiedTable copy = table.copy().orElseThrow();
    return copy.rows()
        .flatMap(SpokenRows::bounds)
        .orElseThrow(
            () ->
                Values.refused(
                    "which rows table %s takes is not known: it is not there, or no partition"
                        .formatted(table.name()),
                    "Run expand for migration %s.".formatted(copy.migration().id())));
  }

  private static LogicalColumn column(String name, LogicalTable table) {
    return table
        .column(name)
        .orElseThrow(
            () ->
                Values.refused(
                    "table %s has no column \"%s\", by which its rows are told"
                        .formatted(table.name(), name),
                    "Name the column in the rule's columns."));
  }

  /**
   * Lets a table that is read show the rows of the part; where a condition tells them, once {@link
   * #addConditions} has been called.
   */
  void read(Occurrence.TableUse use, Binding binding, StoredTables tables, Edits edits) {
    FromItem.Table item = use.item();
    if (places.has(item) && !derived.contains(item)) {
      TableRename.rewrite(use, tables, edits);
      Edits.Piece condition = condition(use.table(), nameOf(item));
      conditions.add(() -> places.add(item, condition, edits));
      return;
    }
    Derived.checkKept(binding, item, WHAT, item.span(), HINT);
    TableRename.rewrite(item, rows(use.table(), item.only(), tables), edits);
  }

  /** Whether one of the conditions has begun a WHERE behind a FROM clause that ends there. */
  boolean haveBegun(int end) {
    return places.hasBegun(end);
  }

  /** Adds the conditions, around what has become of the statement's own. */
  void addConditions() {
    conditions.forEach(Runnable::run);
  }

  private static String nameOf(FromItem.Table item) {
    return Quoting.identifier(
        item.alias().map(FromItem.Alias::name).orElse(item.name().name()).name());
  }

  /** A query of the part's rows, in parentheses. */
  private Edits.Piece rows(LogicalTable table, boolean only, StoredTables tables) {
    Edits.Piece condition = condition(table, STORED);
    return out -> {
      out.text("(SELECT " + STORED + ".tableoid, " + STORED + ".* FROM ");
      out.text((only ? "ONLY " : "") + tables.name(table) + " AS " + STORED + " WHERE ");
      condition.write(out);
      out.text(")");
    };
  }
}
