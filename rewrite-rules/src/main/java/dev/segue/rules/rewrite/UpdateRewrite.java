package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The assignments of UPDATE and of ON CONFLICT DO UPDATE. A column of the other shape is written
 * where one from which it is computed is set: from the values that are set, and for the others from
 * the stored row, as the route reads it, since right-hand sides see the row before the update.
 *
 * <p>What cannot be written beside each other goes through one subquery, as {@link ComputedOnce}
 * says.
 */
final class UpdateRewrite {

  private final Occurrence.AssignmentsUse use;
  private final Values values;
  private final Edits edits;
  private final WriteRewrite writes;
  private final Assigned assigned;
  private final List<RoutedChange> changes = new ArrayList<>();
  private final List<Other> others = new ArrayList<>();
  private Optional<ComputedOnce> once = Optional.empty();

  UpdateRewrite(Occurrence.AssignmentsUse use, Values values, Edits edits, WriteRewrite writes) {
    this.use = use;
    this.values = values;
    this.edits = edits;
    this.writes = writes;
    this.assigned = Assigned.of(use.assignments());
  }

  /** A column of the other shape that is written. */
  record Other(RoutedChange change, ShapeColumn column) {}

  /**
   * Adds the edits.
   *
   * @return whether a row of a subquery is assigned by them
   */
  boolean rewrite() {
    List<RoutedChange> routed = writes.changes(use.table());
    assigned.all().forEach(column -> writes.checkWhole(column.target(), routed));
    routed.forEach(this::takePart);
    if (changes.isEmpty()) {
      return false;
    }
    once = ComputedOnce.of(this);
    List<List<Edits.Piece>> pieces = new ArrayList<>();
    for (int i = 0; i < use.assignments().size(); i++) {
      pieces.add(pieces(i));
    }
    write(pieces, appended());
    return once.filter(group -> !group.isEmpty()).isPresent();
  }

  /** Takes up a change of which something is set. */
  private void takePart(RoutedChange change) {
    List<Assigned.Column> own =
        assigned.all().stream().filter(column -> change.has(column.name())).toList();
    if (change.renamed().isPresent() && !change.writesSpoken()) {
      own.forEach(
          column ->
              edits.replace(
                  column.target().name().span(),
                  Quoting.identifier(change.renamed().get().name())));
      return;
    }
    List<ShapeColumn> written = change.othersFrom(assigned.names());
    if (!written.isEmpty() || (!own.isEmpty() && !change.writesSpoken())) {
      changes.add(change);
      written.forEach(other -> others.add(new Other(change, other)));
    }
  }

  private List<Edits.Piece> pieces(int assignment) {
    Span span = use.assignments().get(assignment).span();
    List<Assigned.Column> own = assigned.of(assignment);
    if (own.stream().allMatch(this::stays)) {
      return List.of(out -> out.source(span));
    }
    return own.stream().flatMap(column -> pieces(column).stream()).toList();
  }

  /** Whether a column is set by the text as it stands. */
  private boolean stays(Assigned.Column column) {
    return WriteRewrite.writtenItself(column.name(), changes) && !isComputedOnce(column);
  }

  private boolean isComputedOnce(Assigned.Column column) {
    return once.filter(group -> group.sets(column)).isPresent();
  }

  /** What sets a column, or those of the other shape in its place; nothing where others do. */
  private List<Edits.Piece> pieces(Assigned.Column column) {
    if (isComputedOnce(column)) {
      return once.orElseThrow().isFirst(column) && !once.orElseThrow().isEmpty()
          ? List.of(out -> once.orElseThrow().write(out))
          : List.of();
    }
    if (stays(column)) {
      return List.of(out -> assignment(out, column));
    }
    RoutedChange change = changeOf(column);
    boolean first =
        assigned.all().stream()
            .filter(candidate -> change.has(candidate.name()) && !isComputedOnce(candidate))
            .findFirst()
            .filter(column::equals)
            .isPresent();
    return first ? assignments(change) : List.of();
  }

  private static void assignment(SqlWriter out, Assigned.Column column) {
    out.source(column.target().span()).text(" = ");
    if (column.value() instanceof Given.Written written) {
      out.source(written.expression().span());
    } else {
      out.text("DEFAULT");
    }
  }

  private RoutedChange changeOf(Assigned.Column column) {
    return changes.stream().filter(change -> change.has(column.name())).findFirst().orElseThrow();
  }

  /** {@code other = mapped} for the columns of the other shape that are not computed once. */
  private List<Edits.Piece> assignments(RoutedChange change) {
    return others.stream()
        .filter(other -> other.change().equals(change))
        .filter(other -> once.filter(group -> group.sets(other)).isEmpty())
        .<Edits.Piece>map(
            other ->
                out -> {
                  out.text(Quoting.identifier(other.column().name()) + " = ");
                  mapped(out, other, this::given);
                })
        .toList();
  }

  /** Behind the last assignment, those of changes that take the place of none. */
  private List<Edits.Piece> appended() {
    return changes.stream()
        .filter(
            change ->
                assigned.all().stream()
                    .noneMatch(
                        column ->
                            change.has(column.name()) && !stays(column) && !isComputedOnce(column)))
        .flatMap(change -> assignments(change).stream())
        .toList();
  }

  /** Leaves as much of the text as it can. */
  private void write(List<List<Edits.Piece>> pieces, List<Edits.Piece> appended) {
    if (pieces.stream().noneMatch(List::isEmpty)) {
      for (int i = 0; i < pieces.size(); i++) {
        List<Edits.Piece> own = pieces.get(i);
        if (!assigned.of(i).stream().allMatch(this::stays)) {
          edits.replace(use.assignments().get(i).span(), out -> join(out, own));
        }
      }
      if (!appended.isEmpty()) {
        edits.insert(
            use.span().end(),
            out -> {
              out.text(", ");
              join(out, appended);
            });
      }
      return;
    }
    List<Edits.Piece> all = new ArrayList<>(pieces.stream().flatMap(List::stream).toList());
    all.addAll(appended);
    if (all.isEmpty()) {
      all.add(nothing());
    }
    edits.replace(use.span(), out -> join(out, all));
  }

  /** Where several tables stand for the one, an UPDATE that is not composed is of the first. */
  private boolean isAtHand(String column) {
    return use.table()
        .copy()
        .filter(copy -> copy.isJoined(use.table().spoken().opposite()))
        .map(copy -> copy.parts().get(0).column(column).isPresent())
        .orElse(true);
  }

  static void join(SqlWriter out, List<Edits.Piece> pieces) {
    String separator = "";
    for (Edits.Piece piece : pieces) {
      out.text(separator);
      separator = ", ";
      piece.write(out);
    }
  }

  /**
   * An assignment that changes nothing, where what was set has no place in the shape that is
   * written: rows are counted, locked and returned all the same. The last column is the least
   * likely to be one of a key, whose lock is stronger.
   */
  private Edits.Piece nothing() {
    Set<String> written = new HashSet<>();
    writes
        .changes(use.table())
        .forEach(change -> change.others().forEach(other -> written.add(other.name())));
    written.removeIf(name -> !isAtHand(name));
    List<String> names =
        use.table().columns().stream()
            .filter(column -> column.change().isEmpty())
            .filter(column -> column.catalog().filter(CatalogColumn::generated).isEmpty())
            .map(LogicalColumn::name)
            .filter(this::isAtHand)
            .toList();
    String name =
        names.isEmpty()
            ? written.stream()
                .sorted()
                .findFirst()
                .orElseThrow(
                    () ->
                        Values.refused(
                            "nothing of what is set has a column in the shape that is written",
                            "Leave the statement out.",
                            Optional.of(use.span())))
            : names.get(names.size() - 1);
    String quoted = Quoting.identifier(name);
    return out -> out.text(quoted + " = " + use.qualifier() + "." + quoted);
  }

  // What ComputedOnce is made from.

  Occurrence.AssignmentsUse use() {
    return use;
  }

  Assigned assigned() {
    return assigned;
  }

  List<RoutedChange> changes() {
    return changes;
  }

  List<Other> others() {
    return others;
  }

  /** Whether the value of a column has to be computed beforehand. */
  boolean isOnce(Assigned.Column column) {
    return use.table()
        .column(column.name())
        .filter(logical -> column.target().whole())
        .filter(logical -> writes.isOnce(logical, column.value(), changes))
        .isPresent();
  }

  /** Writes the value of a column of the other shape, from what is set and what is stored. */
  void mapped(SqlWriter out, Other other, Function<Assigned.Column, Given> given) {
    writes.mapped(
        out,
        other.change(),
        other.column().name(),
        column -> assigned.column(column.name()).map(given),
        this::stored);
  }

  private Given given(Assigned.Column column) {
    return column.value();
  }

  private Edits.Piece stored(LogicalColumn column) {
    return out ->
        values.read(out, use.table(), column, Occurrence.Rows.STORED, Optional.of(use.qualifier()));
  }
}
