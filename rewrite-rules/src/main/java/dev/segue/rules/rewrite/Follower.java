package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.binding.SpokenPart;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table that follows another one of which it is the copy, or a part: what a row of it is, given
 * one of the leading table, and how it is brought to be that. Immutable.
 *
 * <p>A row is written by an upsert, whether it is there or not: while a backfill runs, an UPDATE
 * that finds no row would leave behind what the backfill then makes of an older one.
 */
final class Follower {

  /**
   * A column of it.
   *
   * @param mapping what computes it from the leading row; empty where it is the same column
   * @param identity whether it is an identity column, which takes a value once
   */
  private record Column(String name, Optional<MappingExpression> mapping, boolean identity) {

    Set<String> inputs() {
      return mapping.map(MappingExpression::columns).map(Set::copyOf).orElse(Set.of(name));
    }
  }

  private final Relation leader;
  private final Relation follower;
  private final List<Column> columns;
  private final List<Column> key;
  private final boolean overriding;
  private final Optional<SpokenPart> part;
  private final Optional<Completion> completion;

  private Follower(
      Relation leader,
      Relation follower,
      List<Column> columns,
      List<Column> key,
      Optional<SpokenPart> part,
      Optional<Completion> completion) {
    this.part = part;
    this.completion = completion;
    this.leader = leader;
    this.follower = follower;
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
    this.overriding = follower.columns().stream().anyMatch(CatalogColumn::identity);
  }

  /**
   * The tables of a shape, which follow the other.
   *
   * @param shape whose tables follow
   * @return one; of a shape that has several tables all of them
   * @throws Refusal.Refused if they cannot follow
   */
  static List<Follower> of(CopiedTable copy, Shape shape) {
    List<Follower> followers = lookedUp(copy, shape);
    followers.forEach(follower -> follower.checkRewrites(copy));
    return followers;
  }

  /**
   * The same, where their rows are only to be found.
   *
   * @throws Refusal.Refused if they cannot
   */
  static List<Follower> lookedUp(CopiedTable copy, Shape shape) {
    Relation leader = stored(copy, shape.opposite());
    stored(copy, shape);
    return copy.tables(shape).stream()
        .map(
            follower ->
                of(
                    leader,
                    follower,
                    column -> column(column, copy, shape, leader),
                    copy.part().filter(part -> shape == part.wholeShape()),
                    Completion.of(copy, shape)))
        .toList();
  }

  /**
   * The parts beside one that the application names, of which the rows are to be deleted with those
   * of the whole.
   *
   * @throws Refusal.Refused if they cannot be found
   */
  static List<Follower> siblings(CopiedTable copy) {
    SpokenPart part = copy.part().orElseThrow();
    Relation leader = stored(copy, part.wholeShape());
    return part.siblings().stream()
        .map(
            sibling ->
                of(
                    leader,
                    sibling,
                    column ->
                        sibling.primaryKey().contains(column.name())
                            ? column(column, copy, part.wholeShape().opposite(), leader)
                            : Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .toList();
  }

  /**
   * The parts of a table, which follow rows that have the columns of all of them.
   *
   * @throws Refusal.Refused if they cannot follow
   */
  static List<Follower> parts(CopiedTable copy) {
    Relation joined = stored(copy, copy.migration().several().orElseThrow());
    List<Follower> parts =
        copy.parts().stream()
            .map(
                part ->
                    of(
                        joined,
                        part,
                        column -> Optional.of(same(column)),
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    parts.forEach(part -> part.checkRewrites(copy));
    return parts;
  }

  private void checkRewrites(CopiedTable copy) {
    if (!follower.rewritesRows().isEmpty()) {
      throw Values.refused(
          "%s on %s may change the rows that follow those of %s"
              .formatted(follower.rewritesRows().get(0).name(), nameOf(follower), nameOf(leader)),
          copy.migration().several().isPresent()
              ? "Drop it for the time of the migration."
              : "Drop it for the time of the migration, or set write-mode: trigger.");
    }
  }

  private static Follower of(
      Relation leader,
      Relation follower,
      Function<CatalogColumn, Optional<Column>> made,
      Optional<SpokenPart> part,
      Optional<Completion> completion) {
    List<Column> columns =
        follower.columns().stream()
            .filter(column -> column.present() && !column.computed())
            .flatMap(column -> made.apply(column).stream())
            .toList();
    List<Column> key =
        columns.stream().filter(column -> follower.primaryKey().contains(column.name())).toList();
    if (key.isEmpty() || key.size() < follower.primaryKey().size()) {
      throw Values.refused(
          "rows of %s cannot be found by a primary key made of columns of %s"
              .formatted(nameOf(follower), nameOf(leader)),
          "Give it a primary key of columns that both tables have, or that a change computes.");
    }
    return new Follower(leader, follower, columns, key, part, completion);
  }

  private static Relation stored(CopiedTable copy, Shape shape) {
    return copy.stored(shape)
        .orElseThrow(
            () ->
                Values.refused(
                    "table %s is not there".formatted(copy.migration().table(shape)),
                    "Run expand for migration %s.".formatted(copy.migration().id())));
  }

  private static Column same(CatalogColumn column) {
    return new Column(column.name(), Optional.empty(), column.identity());
  }

  private static Optional<Column> column(
      CatalogColumn column, CopiedTable copy, Shape shape, Relation leader) {
    String name = column.name();
    Optional<ColumnChange> change = copy.migration().changeOf(shape, name);
    if (change.isPresent()) {
      Optional<MappingExpression> mapping = Optional.of(change.get().mappingTo(shape).get(name));
      return Optional.of(new Column(name, mapping, column.identity()));
    }
    return leader.presentColumn(name).map(own -> same(column));
  }

  /**
   * A foreign key of another table by which a deletion here reaches that one, though one there does
   * not. Where it points at both tables, the leading one has decided before.
   */
  Optional<String> reachedByDeletion() {
    return follower.deletionsReach().stream()
        .filter(key -> !leader.deletionsReach().contains(key))
        .findFirst();
  }

  private static TableName nameOf(Relation relation) {
    return new TableName(relation.schema(), relation.name());
  }

  Relation leader() {
    return leader;
  }

  /** Its name, for SQL. */
  String name() {
    return nameOf(follower).toString();
  }

  /** The leading table's name, for SQL. */
  String leaderName() {
    return nameOf(leader).toString();
  }

  /** The columns of the leading table that it is made of, in the leading table's order. */
  List<String> inputs() {
    return namesOf(columns);
  }

  /** The columns of the leading table by which a row of it is found. */
  List<String> keyInputs() {
    return namesOf(key);
  }

  /** Those of which an identity column outside the key is made: they must stay what they are. */
  List<String> identityInputs() {
    return namesOf(
        columns.stream().filter(column -> column.identity() && !key.contains(column)).toList());
  }

  /** Its columns, but for those that it computes. */
  List<String> columns() {
    return columns.stream().map(Column::name).toList();
  }

  /** Whether one of these is an identity column of it. */
  boolean hasIdentity(List<String> names) {
    return columns.stream().anyMatch(column -> column.identity() && names.contains(column.name()));
  }

  /** The columns of its primary key. */
  List<String> key() {
    return key.stream().map(Column::name).toList();
  }

  /** All columns that it has, those that it computes among them. */
  List<String> stored() {
    return follower.columns().stream()
        .filter(CatalogColumn::present)
        .map(CatalogColumn::name)
        .toList();
  }

  private List<String> namesOf(List<Column> made) {
    Set<String> read = new HashSet<>();
    made.forEach(column -> read.addAll(column.inputs()));
    return leader.columns().stream().map(CatalogColumn::name).filter(read::contains).toList();
  }

  /** Writes the upsert of all rows that lead. */
  void upsert(SqlWriter out, String rows, Function<String, String> given) {
    upsert(out, rows, "", given, Optional.empty());
  }

  /**
   * Writes the upsert.
   *
   * @param rows the name of the rows of the leading table
   * @param condition which of them, beginning with WHERE; or nothing
   * @param given by column of the leading table, its name there
   * @param mayTake of the row that is there, {@code segue_n}, whether it may become the proposed
   *     one; where that is not given, it may
   */
  void upsert(
      SqlWriter out,
      String rows,
      String condition,
      Function<String, String> given,
      Optional<Edits.Piece> mayTake) {
    out.text("INSERT INTO " + nameOf(follower) + mayTake.map(any -> " AS segue_n (").orElse(" ("));
    out.text(names(columns));
    completion.ifPresent(
        rest -> rest.names().forEach(name -> out.text(", " + Quoting.identifier(name))));
    out.text(overriding ? ") OVERRIDING SYSTEM VALUE SELECT " : ") SELECT ");
    for (int i = 0; i < columns.size(); i++) {
      out.text(i == 0 ? "" : ", ");
      value(out, columns.get(i), given);
    }
    completion.ifPresent(rest -> rest.values(out));
    out.text(" FROM " + rows);
    completion.ifPresent(
        rest ->
            rest.join(
                out,
                name -> rows + "." + given.apply(name),
                name -> writer -> value(writer, keyColumn(name), given)));
    out.text(condition);
    out.text(" ON CONFLICT (" + names(key) + ") DO UPDATE SET ");
    List<Column> others =
        columns.stream().filter(column -> !key.contains(column) && !column.identity()).toList();
    // A row that is nothing but its key is written too: what is swept after a backfill sees it.
    List<Column> set = others.isEmpty() ? key : others;
    for (int i = 0; i < set.size(); i++) {
      String name = Quoting.identifier(set.get(i).name());
      String proposed = "EXCLUDED." + name;
      out.text((i == 0 ? "" : ", ") + name + " = ");
      if (i == 0 && mayTake.isPresent()) {
        out.text("CASE WHEN ");
        mayTake.get().write(out);
        out.text(" THEN " + proposed + " ELSE " + duplicate(proposed) + " END");
      } else {
        out.text(proposed);
      }
    }
  }

  private String duplicate(String value) {
    return PartOnWhole.failure(
        value,
        "23505",
        "duplicate key value violates the primary key of \"%s\"".formatted(follower.name()));
  }

  private Column keyColumn(String name) {
    return key.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Writes the deletion of the rows that follow these; where they are those of a whole table and
   * these of a further part of it, that of what they have of the part.
   */
  void delete(SqlWriter out, String rows, Function<String, String> given) {
    Optional<String> emptied =
        part.filter(each -> !each.first()).map(each -> PartOnWhole.emptied(each, "segue_n"));
    out.text(
        emptied
            .map(set -> "UPDATE " + nameOf(follower) + " AS segue_n SET " + set + " FROM ")
            .orElse("DELETE FROM " + nameOf(follower) + " AS segue_n USING "));
    out.text(rows + " WHERE ");
    isAt(out, name -> rows + "." + given.apply(name));
  }

  /** Writes that {@code segue_n} is the row that follows a row of the leading table. */
  void isAt(SqlWriter out, Function<String, String> given) {
    String before = "";
    for (Column column : key) {
      out.text(before + "segue_n." + Quoting.identifier(column.name()) + " = (");
      before = " AND ";
      value(out, column, given);
      out.text(")");
    }
  }

  private static void value(SqlWriter out, Column column, Function<String, String> given) {
    if (column.mapping().isEmpty()) {
      out.text(given.apply(column.name()));
    } else {
      Values.mapping(out, column.mapping().get(), name -> writer -> writer.text(given.apply(name)));
    }
  }

  private static String names(List<Column> columns) {
    return columns.stream()
        .map(column -> Quoting.identifier(column.name()))
        .collect(Collectors.joining(", "));
  }
}
