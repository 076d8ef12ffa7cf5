package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.binding.SpokenPart;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes edits of the occurrences of one statement, under one combination of routes.
 *
 * <p>References are renamed in place where that is possible: a derived table would lose the primary
 * key's functional dependency, system columns and much else. Every reference that is not in place
 * is qualified, so that no other relation can capture it.
 */
final class Rewriter {

  private static final Pattern NATURAL = Pattern.compile("(?i)\\bnatural\\s+");

  private static final String JOINED =
      "a table of several parts is read here by what only one table has";
  private static final String JOINED_HINT =
      "Read it in a subquery that names the columns, or leave that out.";

  private final String sql;
  private final Statement statement;
  private final Edits edits;
  private final Values values;
  private final StoredTables tables;
  private final PartedTables parted;
  private final WriteRewrite writes;
  private final PredicateRewrite predicates;
  private final OrderRewrite order;
  private final Map<Span, Occurrence.ColumnUse> columns = new HashMap<>();
  private final ReturnedPlaces returned;
  private final AssignedRows assignedRows = new AssignedRows();
  private Optional<Occurrence.EarlierError> earlier = Optional.empty();
  private Derived derived = Derived.NONE;
  private LogicalRow rows;
  private Map<FromItem.Table, Statement> targets; // found when they are asked for

  private final StatementRewrite whole;

  Rewriter(StatementRewrite whole) {
    this.whole = whole;
    this.sql = whole.sql();
    this.statement = whole.statement();
    this.edits = whole.edits();
    Routes routes = whole.standing();
    this.values = new Values(routes, statement);
    this.tables = new StoredTables(routes);
    this.parted = whole.parted();
    this.returned = ReturnedPlaces.of(statement);
    Volatility volatility = new Volatility(whole.catalog());
    this.writes = new WriteRewrite(values, volatility);
    Conditions conditions = new Conditions(statement);
    this.order = new OrderRewrite(sql, conditions, edits);
    this.predicates =
        new PredicateRewrite(
            conditions,
            new Constants(volatility),
            node -> Optional.ofNullable(columns.get(node.span())),
            values,
            edits);
    this.rows = new LogicalRow(values, derived, this::untouched, this::columns);
  }

  /**
   * Adds the edits of the statement.
   *
   * @throws Refusal.Refused if it cannot be rewritten with certainty
   */
  void rewrite() {
    Binding binding = whole.binding();
    MovedWrites.check(statement, binding, values, returned);
    // The names before the derived tables around them, and these before what is around them.
    for (Occurrence occurrence : binding.occurrences()) {
      if (occurrence instanceof Occurrence.TableUse use) {
        table(use, binding);
      }
    }
    derived = Derived.of(binding, this::untouched, values, edits, this::columns);
    rows = new LogicalRow(values, derived, this::untouched, this::columns);
    for (Occurrence occurrence : binding.occurrences()) {
      if (occurrence instanceof Occurrence.ColumnUse use && !derived.has(use.item())) {
        columns.put(use.node().span(), named(use));
      }
    }
    for (Occurrence occurrence : binding.occurrences()) {
      rewrite(occurrence);
    }
    whole.rows().addConditions();
    assignedRows.check(statement);
  }

  private void table(Occurrence.TableUse use, Binding binding) {
    checkPart(use);
    Optional<JoinedParts> parts = parted.at(use.item());
    if (whole.rows().narrows(use.table()) && isRead(use)) {
      whole.rows().read(use, binding, tables, edits);
    } else if (parts.isEmpty()) {
      TableRename.rewrite(use, tables, edits);
    } else {
      if (!parts.get().isTable()) {
        Derived.checkKept(binding, use.item(), JOINED, use.item().span(), JOINED_HINT);
      }
      TableRename.rewrite(use, parts.get(), statement, tables, edits);
    }
  }

  /** Looks for what is written once, and only where that matters: it is all of the statement. */
  private boolean isRead(Occurrence.TableUse use) {
    if (targets == null) {
      targets = Targets.of(statement);
    }
    return !(statement instanceof Statement.Copy) && !targets.containsKey(use.item());
  }

  private static void checkPart(Occurrence.TableUse use) {
    use.table()
        .copy()
        .flatMap(CopiedTable::part)
        .flatMap(SpokenPart::spanning)
        .ifPresent(
            change -> {
              throw Values.refused(
                  "the change in line %d of the rules has columns both of %s and of another table"
                      .formatted(change.line(), use.table().name()),
                  "Name the table that they become one of, and let the application speak of it.",
                  Optional.of(use.item().span()));
            });
  }

  private void rewrite(Occurrence occurrence) {
    if (occurrence instanceof Occurrence.ColumnUse use) {
      column(named(use));
    } else if (occurrence instanceof Occurrence.QualifiedUse use) {
      if (!derived.hasAll(use.hiding())) {
        edits.replace(use.node().span(), use.qualifier() + "." + use.node().span().of(sql));
      }
    } else if (occurrence instanceof Occurrence.FieldUse use) {
      edits.replace(use.base(), out -> out.source(use.name()));
    } else if (occurrence instanceof Occurrence.SchemaUse use) {
      if (derived.has(use.item()) || !use.table().keepsName()) {
        edits.replace(use.schema(), "");
      }
    } else if (occurrence instanceof Occurrence.CommandNameUse use) {
      TableRename.rewrite(use, tables, edits);
    } else if (occurrence instanceof Occurrence.LabelUse use) {
      edits.replace(use.node().span(), Integer.toString(use.ordinal()));
    } else if (occurrence instanceof Occurrence.StarUse use) {
      edits.replace(use.span(), out -> star(out, use.parts(), use.span()));
    } else if (occurrence instanceof Occurrence.RowUse use) {
      if (!rows.stays(use.row())) {
        checkQueries(use.span());
      }
      rows.row(use, edits);
    } else if (occurrence instanceof Occurrence.PopulateUse use) {
      if (!untouched(use.table())) {
        PopulatedRecord.rewrite(use, edits);
      }
    } else if (occurrence instanceof Occurrence.RowColumnsUse use) {
      rows.columns(use, edits);
    } else if (occurrence instanceof Occurrence.TableCommandUse use) {
      tableCommand(use);
    } else if (occurrence instanceof Occurrence.SortUse use) {
      sortKey(use);
    } else if (occurrence instanceof Occurrence.UnlabelledItem use) {
      unlabelled(use);
    } else if (occurrence instanceof Occurrence.NaturalUse use) {
      natural(use);
    } else if (occurrence instanceof Occurrence.ConflictTargetUse use) {
      new ConflictRewrite(values, tables, edits).target(use);
    } else if (occurrence instanceof Occurrence.InsertUse use && parted.composes(use.statement())) {
      writes.checkTriggers(use.table(), use.statement().span());
    } else if (occurrence instanceof Occurrence.AssignmentsUse use
        && parted.composesAssignments(use)) {
      writes.checkTriggers(use.table(), use.span());
    } else if (occurrence instanceof Occurrence.InsertUse use) {
      writes.checkTriggers(use.table(), use.statement().span());
      new ConflictRewrite(values, tables, edits).constraint(use.statement(), use.table());
      insert(use);
    } else if (occurrence instanceof Occurrence.CopyUse use) {
      new CopyRewrite(values, tables, whole.rows(), edits, writes, this).rewrite(use);
    } else if (occurrence instanceof Occurrence.MergeInsertUse use) {
      writes.checkTriggers(use.table(), use.statement().span());
      new MergeRewrite(InsertRewrite.ofMerge(sql, tables, edits, writes)).rewrite(use);
    } else if (occurrence instanceof Occurrence.AssignmentsUse use) {
      writes.checkTriggers(use.table(), use.span());
      if (new UpdateRewrite(use, values, edits, writes).rewrite()) {
        assignedRows.made(use.span());
      }
    } else if (occurrence instanceof Occurrence.Unsupported use) {
      unsupported(use);
    } else if (occurrence instanceof Occurrence.EarlierError error) {
      earlier = earlier.or(() -> Optional.of(error));
    } else if (occurrence instanceof Occurrence.LogicalError error) {
      throw new Refusal.Refused(told(error));
    }
    // Rows deleted are the same in both shapes.
  }

  /** What is read by a subquery has no place in the condition of a {@code COPY … FROM}. */
  private void checkQueries(Span place) {
    if (statement instanceof Statement.Copy copy && copy.from()) {
      throw Values.refused(
          "this would be read by a subquery, which a condition of COPY cannot have",
          "Copy into another table, and INSERT from there.",
          Optional.of(place));
    }
  }

  private void insert(Occurrence.InsertUse use) {
    Optional<SpokenPart> further =
        use.table()
            .copy()
            .flatMap(CopiedTable::part)
            .filter(part -> !part.first() && !tables.isSpoken(use.table()));
    further
        .map(part -> new CompletedRows(part, edits))
        .map(rows -> InsertRewrite.elsewhere(sql, tables, edits, writes, rows))
        .orElseGet(() -> InsertRewrite.inPlace(sql, tables, edits, writes))
        .rewrite(use);
  }

  private Refusal told(Occurrence.LogicalError error) {
    return earlier
        .map(
            first ->
                new Refusal(first.sqlState(), first.message(), "", "", Optional.of(first.span())))
        .orElseGet(
            () ->
                new Refusal(
                    error.sqlState(),
                    error.message(),
                    "The application speaks the %s shape of %s."
                        .formatted(error.table().spoken().word(), error.table().name()),
                    "",
                    Optional.of(error.span())));
  }

  /** COPY gives its table no alias: a column of it is qualified by the name that the table has. */
  private Occurrence.ColumnUse named(Occurrence.ColumnUse use) {
    return statement instanceof Statement.Copy && !tables.hasSpokenName(use.table())
        ? use.qualifiedBy(Quoting.identifier(tables.of(use.table()).name()))
        : use;
  }

  private void column(Occurrence.ColumnUse use) {
    Occurrence.Rows read = returned.rows(use.column(), use.rows(), use.node().span());
    if (values.inPlace(use.column(), read) || derived.has(use.item())) {
      if (use.contested() && !use.unqualifiable()) {
        edits.replace(use.node().span(), qualifierOf(use) + "." + use.node().span().of(sql));
      }
      return;
    }
    Optional<String> renamed = Values.sameUnderOtherName(use.column());
    if (renamed.isPresent()) {
      rename(use, renamed.get());
      return;
    }
    if (use.unqualifiable()) {
      throw ConflictRewrite.computed(use.node().span());
    }
    if (use.column().change().flatMap(change -> change.columns().lookup()).isPresent()) {
      checkQueries(use.node().span());
    }
    Optional<String> qualifier = Optional.of(qualifierOf(use));
    if (order.rewrite(use) || predicates.rewrite(use)) {
      return;
    }
    edits.replace(
        use.node().span(),
        out -> {
          out.text(use.indirected() ? "(" : "");
          values.read(out, use.table(), use.column(), read, qualifier);
          out.text(use.indirected() ? ")" : "");
        });
  }

  private void sortKey(Occurrence.SortUse use) {
    List<Optional<Occurrence.ColumnUse>> items =
        use.items().stream()
            .map(item -> Optional.ofNullable(columns.get(item.expression().span())))
            .map(column -> column.filter(c -> !values.inPlace(c.column(), c.rows())))
            .toList();
    order.sortKey(use.key(), items);
  }

  private void rename(Occurrence.ColumnUse use, String name) {
    List<Identifier> fields = use.node().fields();
    String quoted = Quoting.identifier(name);
    if (!use.bare()) {
      edits.replace(fields.get(fields.size() - 1).span(), quoted);
    } else if (use.unqualifiable()) {
      edits.replace(use.node().span(), quoted);
    } else {
      edits.replace(use.node().span(), qualifierOf(use) + "." + quoted);
    }
  }

  private static String qualifierOf(Occurrence.ColumnUse use) {
    return use.qualifier()
        .orElseThrow(
            () ->
                Values.refused(
                    "the relation of column \"%s\" cannot be named here"
                        .formatted(use.column().name()),
                    "Give the relation an alias of its own.",
                    Optional.of(use.node().span())));
  }

  /** Writes what a star shows: the logical columns, in order, under their names. */
  void star(SqlWriter out, List<Occurrence.StarPart> parts, Span place) {
    String separator = "";
    for (Occurrence.StarPart part : parts) {
      out.text(separator);
      separator = ", ";
      if (part instanceof Occurrence.StarPart.Plain plain) {
        out.text(plain.text());
      } else if (part instanceof Occurrence.StarPart.LogicalOne one) {
        Occurrence.Rows read = returned.rows(one.column(), one.rows(), place);
        shown(out, one.table(), one.column(), read, one.qualifier(), derived.has(one.item()));
      } else if (part instanceof Occurrence.StarPart.Logical all) {
        columns(out, all, place);
      }
    }
  }

  private void columns(SqlWriter out, Occurrence.StarPart.Logical all, Span place) {
    Derived.checkOrder(all.table(), place);
    String separator = "";
    for (LogicalColumn column : all.table().columns()) {
      out.text(separator);
      separator = ", ";
      Occurrence.Rows read = returned.rows(column, all.rows(), place);
      shown(out, all.table(), column, read, all.qualifier(), derived.has(all.item()));
    }
  }

  private void shown(
      SqlWriter out,
      LogicalTable table,
      LogicalColumn column,
      Occurrence.Rows rows,
      Optional<String> qualifier,
      boolean isDerived) {
    if (isDerived) {
      out.text(qualifier.map(text -> text + ".").orElse("") + Quoting.identifier(column.name()));
      return;
    }
    values.read(out, table, column, rows, qualifier);
    if (!values.inPlace(column, rows)) {
      out.text(" AS " + Quoting.quoted(column.name()));
    }
  }

  private void tableCommand(Occurrence.TableCommandUse use) {
    Span keyword = new Span(use.node().span().start(), use.node().table().span().start());
    edits.replace(
        keyword,
        out -> {
          out.text("SELECT ");
          columns(
              out,
              new Occurrence.StarPart.Logical(
                  use.table(), Occurrence.Rows.STORED, Optional.empty(), Optional.empty()),
              keyword);
          out.text(" FROM ");
        });
  }

  private void unlabelled(Occurrence.UnlabelledItem use) {
    Span item = use.item().span();
    if (edits.touch(item)) {
      // Around the item, so that it stays with it wherever the item is written.
      edits.replace(item, out -> out.source(item).text(" AS " + labelText(use)));
    }
  }

  /** The label as the text has it where it stands there, so that the result reads like the text. */
  private String labelText(Occurrence.UnlabelledItem use) {
    if (use.item().expression() instanceof Expression.ColumnReference reference) {
      List<Identifier> fields = reference.fields();
      return fields.get(fields.size() - 1).span().of(sql);
    }
    return Quoting.quoted(use.label());
  }

  private void natural(Occurrence.NaturalUse use) {
    if (use.tables().stream().allMatch(this::untouched)) {
      return;
    }
    FromItem.Join join = use.join();
    int leftEnd = join.left().span().end();
    int rightStart = join.right().span().start();
    Span between = new Span(leftEnd, rightStart);
    Matcher word = NATURAL.matcher(between.of(sql));
    if (!word.find()) {
      throw Values.refused(
          "NATURAL JOIN goes by all names that both sides have, hidden ones too",
          "Write the join with ON, or with USING.",
          Optional.of(join.span()));
    }
    edits.replace(new Span(between.start() + word.start(), between.start() + word.end()), "");
    String condition =
        use.common().isEmpty()
            ? " ON true"
            : " USING ("
                + use.common().stream().map(Quoting::identifier).collect(Collectors.joining(", "))
                + ")";
    Span right = join.right().span();
    edits.replace(right, out -> out.source(right).text(condition));
  }

  private void unsupported(Occurrence.Unsupported use) {
    if (!untouched(use.table())) {
      throw Values.refused(use.what(), use.hint(), Optional.of(use.span()));
    }
  }

  /** Whether it is a column that has moved away: where it is hidden the table is not exact. */
  private static boolean isLost(LogicalColumn.Change change) {
    return change.columns().moved().isPresent()
        && !change.columns().isMovedTo()
        && change.spoken() == Shape.NEW;
  }

  /** Whether the physical table is the logical one, read and written as it is spoken of. */
  boolean untouched(LogicalTable table) {
    if (!table.exact() || !tables.isSpoken(table)) {
      return false;
    }
    for (LogicalColumn.Change change : table.changes()) {
      if (isLost(change)) {
        continue;
      }
      Route route = values.route(change);
      if (route.writesBoth() || route.reads() != change.spoken()) {
        return false;
      }
    }
    return true;
  }
}
