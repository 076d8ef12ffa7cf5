package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * COPY of a table. What is read becomes a query: {@code COPY (SELECT … FROM ONLY t) TO}, since COPY
 * takes no children with it. What is written goes into columns as it is, and nothing can be
 * computed on the way: the columns may have other names, but not other values.
 */
final class CopyRewrite {

  private static final String HINT = "Use INSERT, in batches; or copy into another table first.";

  private final Values values;
  private final StoredTables tables;
  private final PartRows rows;
  private final Edits edits;
  private final WriteRewrite writes;
  private final Rewriter rewriter;

  CopyRewrite(
      Values values,
      StoredTables tables,
      PartRows rows,
      Edits edits,
      WriteRewrite writes,
      Rewriter rewriter) {
    this.values = values;
    this.tables = tables;
    this.rows = rows;
    this.edits = edits;
    this.writes = writes;
    this.rewriter = rewriter;
  }

  void rewrite(Occurrence.CopyUse use) {
    if (use.statement().from()) {
      writes.checkTriggers(use.table(), use.statement().subject());
      from(use.statement(), use.table());
    } else if (use.table().relation().kind() == 'r') {
      // Of anything but an ordinary table PostgreSQL refuses it.
      to(use.statement(), use.table());
    }
  }

  // TO.

  private void to(Statement.Copy copy, LogicalTable table) {
    if (rewriter.untouched(table)) {
      return;
    }
    List<LogicalColumn> columns = copied(copy, table);
    checkEachOnce(copy);
    Relation stored = tables.of(table);
    boolean ordinary = stored.kind() == 'r';
    boolean narrows = rows.narrows(table);
    if (ordinary
        && !narrows
        && !copy.columns().isEmpty()
        && columns.stream().allMatch(this::readInPlace)) {
      return;
    }
    if (copy.oldForm()) {
      throw Values.refused(
          "COPY in the form of before PostgreSQL 9.0 has no query",
          "Write its options in parentheses.",
          Optional.of(copy.span()));
    }
    Optional<String> qualifier = Optional.of(Quoting.identifier(stored.name()));
    edits.replace(
        copy.subject(),
        out -> {
          out.text("(SELECT ");
          rewriter.star(
              out,
              columns.stream()
                  .<Occurrence.StarPart>map(
                      column ->
                          new Occurrence.StarPart.LogicalOne(
                              table, column, Occurrence.Rows.STORED, qualifier, Optional.empty()))
                  .toList(),
              copy.subject());
          out.text(ordinary ? " FROM ONLY " : " FROM ").source(copy.table().span());
          if (narrows) {
            out.text(" WHERE ");
            rows.condition(table, qualifier.get()).write(out);
          }
          out.text(")");
        });
  }

  private boolean readInPlace(LogicalColumn column) {
    return values.inPlace(column, Occurrence.Rows.STORED);
  }

  private static void checkEachOnce(Statement.Copy copy) {
    Set<String> seen = new HashSet<>();
    for (Identifier column : copy.columns()) {
      if (!seen.add(column.name())) {
        throw new Refusal.Refused(
            new Refusal(
                "42701",
                "column \"%s\" specified more than once".formatted(column.name()),
                "",
                "",
                Optional.of(column.span())));
      }
    }
  }

  /** The columns that are copied: those of the list, or all but generated ones. */
  private static List<LogicalColumn> copied(Statement.Copy copy, LogicalTable table) {
    if (copy.columns().isEmpty()) {
      return all(copy, table);
    }
    List<LogicalColumn> columns = new ArrayList<>();
    for (Identifier name : copy.columns()) {
      LogicalColumn column =
          table
              .column(name.name())
              .orElseThrow(
                  () ->
                      error(
                          "42703",
                          "column \"%s\" of relation \"%s\" does not exist"
                              .formatted(name.name(), table.name()),
                          name.span()));
      if (isGenerated(column)) {
        throw error(
            "42P10", "column \"%s\" is a generated column".formatted(name.name()), name.span());
      }
      columns.add(column);
    }
    return columns;
  }

  private static Refusal.Refused error(String sqlState, String message, Span place) {
    return new Refusal.Refused(new Refusal(sqlState, message, "", "", Optional.of(place)));
  }

  private static List<LogicalColumn> all(Statement.Copy copy, LogicalTable table) {
    Derived.checkOrder(table, copy.subject());
    return table.columns().stream().filter(column -> !isGenerated(column)).toList();
  }

  private static boolean isGenerated(LogicalColumn column) {
    return column.catalog().filter(known -> known.computed()).isPresent();
  }

  // FROM.

  private void from(Statement.Copy copy, LogicalTable table) {
    List<RoutedChange> changes = writes.changes(table);
    Set<String> listed = new HashSet<>();
    List<LogicalColumn> columns =
        copy.columns().isEmpty()
            ? changes.isEmpty() && table.exact() && tables.isSpoken(table)
                ? List.of()
                : all(copy, table)
            : List.of();
    copy.columns().forEach(column -> listed.add(column.name()));
    columns.forEach(column -> listed.add(column.name()));
    for (RoutedChange change : changes) {
      check(copy, table, change, listed);
    }
    if (!columns.isEmpty()) {
      String list =
          columns.stream()
              .map(column -> Quoting.identifier(written(column.name(), changes)))
              .collect(Collectors.joining(", ", " (", ")"));
      edits.insert(copy.table().span().end(), list);
    }
    copy.columns().forEach(column -> rename(column, changes));
    copy.options().columns().forEach(column -> rename(column, changes));
    if (!tables.hasSpokenName(table)) {
      copy.where().ifPresent(where -> where.walk(node -> qualifier(copy, table, node)));
    }
  }

  /** COPY gives its table no alias: what names it in WHERE names it as it is called. */
  private void qualifier(Statement.Copy copy, LogicalTable table, Node node) {
    if (node instanceof Expression.ColumnReference reference && reference.fields().size() > 1) {
      Identifier named = reference.fields().get(reference.fields().size() - 2);
      if (named.name().equals(copy.table().name().name())) {
        edits.replace(named.span(), Quoting.identifier(tables.of(table).name()));
      }
    }
  }

  /** Refuses what would have to be written twice, or computed. */
  private static void check(
      Statement.Copy copy, LogicalTable table, RoutedChange change, Set<String> listed) {
    boolean given = change.columns().stream().anyMatch(column -> listed.contains(column.name()));
    if (change.others().isEmpty()) {
      checkDropped(copy, change, given);
      return;
    }
    boolean exact =
        change.change().isRename() && (given ? !change.writesSpoken() : sameDefault(change, table));
    if (!exact) {
      throw Values.refused(
          "COPY writes values as they are, and %s would be written besides or instead"
              .formatted(
                  change.others().stream()
                      .map(column -> "\"" + column.name() + "\"")
                      .collect(Collectors.joining(", "))),
          HINT,
          Optional.of(copy.subject()));
    }
    if (given && copy.options().headerMatches()) {
      throw Values.refused(
          "HEADER MATCH compares with the names of the other shape",
          "Leave the names of the header unchecked.",
          Optional.of(copy.span()));
    }
    if (given && copy.options().defaults() && !sameDefault(change, table)) {
      throw Values.refused(
          "the column that is written has another default", HINT, Optional.of(copy.span()));
    }
  }

  /** A column that the other shape has not: nothing is written besides, but it must be there. */
  private static void checkDropped(Statement.Copy copy, RoutedChange change, boolean given) {
    if (given && !change.writesSpoken()) {
      throw Values.refused(
          "COPY writes values as they are, and \"%s\" has no place in the shape that is written"
              .formatted(change.columns().get(0).name()),
          "Leave the column out.",
          Optional.of(copy.subject()));
    }
  }

  /** Whether a row that says nothing of a renamed column gets the same on either side. */
  private static boolean sameDefault(RoutedChange change, LogicalTable table) {
    LogicalColumn spoken = change.columns().get(0);
    String other =
        table
            .relation()
            .presentColumn(change.others().get(0).name())
            .flatMap(column -> column.defaultExpression())
            .orElse("NULL");
    String own = Values.defaultOf(spoken);
    // What is called once for each of two columns must give the same both times.
    return own.equals(other) && (!change.writesSpoken() || own.equals("NULL"));
  }

  private void rename(Identifier column, List<RoutedChange> changes) {
    String name = written(column.name(), changes);
    if (!name.equals(column.name())) {
      edits.replace(column.span(), Quoting.identifier(name));
    }
  }

  /** The column that is written for a logical one. */
  private static String written(String name, List<RoutedChange> changes) {
    return changes.stream()
        .filter(change -> !change.writesSpoken())
        .filter(change -> change.columns().stream().anyMatch(column -> column.name().equals(name)))
        .findFirst()
        .map(change -> change.others().get(0).name())
        .orElse(name);
  }
}
