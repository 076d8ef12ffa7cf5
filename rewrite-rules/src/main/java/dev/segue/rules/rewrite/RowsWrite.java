package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes of a part, by its rows, that are executed on the old table: they reach no other rows of it
 * than the part's, and make none that are not.
 */
final class RowsWrite {

  /** {@code unique_violation}: the old table has the key once, whichever part it is in. */
  private static final String DUPLICATE = "23505";

  /** {@code check_violation}: what the part says of a row that it does not take. */
  private static final String NOT_TAKEN = "23514";

  private final StatementRewrite statement;
  private final PartRows rows;
  private final Edits edits;

  RowsWrite(StatementRewrite statement) {
    this.statement = statement;
    this.rows = statement.rows();
    this.edits = statement.edits();
  }

  /** Whether the application names a part of a table of which the old one is written. */
  boolean writesOld(LogicalTable table) {
    return table.copy().filter(copy -> copy.rows().isPresent()).isPresent()
        && route(table).writes(Shape.OLD);
  }

  /**
   * Checks that triggers see what is written, where they write the old table: they are the whole's,
   * and are called where a statement names that.
   *
   * @throws Refusal.Refused if they do not
   */
  void checkTriggers(LogicalTable table, Span place) {
    if (writesOld(table)
        && route(table).leads() == Shape.NEW
        && table.copy().orElseThrow().migration().byTriggers()) {
      throw Values.refused(
          "a part of a table is written by its own name, and the triggers that write the old table are the whole's",
          "Name the table that has all parts.",
          Optional.of(place));
    }
  }

  private Route route(LogicalTable table) {
    return statement.routes().of(table.copy().orElseThrow().migration().ordinal());
  }

  /**
   * Adds the conditions of a write.
   *
   * @param qualifier the text that names the stored row
   * @param movesKey whether the statement has been joined with the rows as they were
   * @throws Refusal.Refused if it cannot be executed on the old table
   */
  void narrow(Statement write, Occurrence.TableUse use, String qualifier, boolean movesKey) {
    Edits.Piece taken = rows.condition(use.table(), qualifier);
    if (write instanceof Statement.Update update) {
      List<FromItem> from = update.from();
      int end =
          from.isEmpty()
              ? update.assignments().get(update.assignments().size() - 1).span().end()
              : from.get(from.size() - 1).span().end();
      where(update.where(), end, taken, movesKey);
    } else if (write instanceof Statement.Delete delete) {
      List<FromItem> using = delete.using();
      int end =
          using.isEmpty() ? delete.target().span().end() : using.get(using.size() - 1).span().end();
      where(delete.where(), end, taken, false);
    } else if (write instanceof Statement.Insert insert) {
      insert
          .onConflict()
          .filter(Statement.OnConflict::update)
          .ifPresent(conflict -> conflict(conflict, use.table(), taken));
    } else if (write instanceof Statement.Merge merge) {
      merge(merge, taken);
    }
  }

  /** Rows of other parts are not matched; and what is done where none is, goes by all rows. */
  private void merge(Statement.Merge merge, Edits.Piece taken) {
    merge.actions().stream()
        .filter(action -> action.match() == Statement.MergeMatch.NOT_MATCHED_BY_SOURCE)
        .findFirst()
        .ifPresent(
            action -> {
              throw Values.refused(
                  "rows that the source has not are written of a part of a table, which has others too",
                  "Write them by a statement of their own.",
                  Optional.of(action.span()));
            });
    ConditionPlaces.before(merge.on(), taken, edits);
  }

  private void where(Optional<Expression> where, int end, Edits.Piece condition, boolean movesKey) {
    if (where.isEmpty()) {
      // The join with the rows as they were has begun the conditions.
      edits.insert(
          end,
          out -> {
            out.text(movesKey ? " AND " : " WHERE ");
            condition.write(out);
          });
    } else if (!(where.get() instanceof Expression.CurrentOf)) {
      ConditionPlaces.before(where.get(), condition, edits);
    }
  }

  /** The part would not have met a row of another one, and looks at what is proposed first. */
  private void conflict(Statement.OnConflict conflict, LogicalTable table, Edits.Piece taken) {
    Edits.Piece proposed = rows.condition(table, "excluded");
    Edits.Piece guard =
        out -> {
          out.text("CASE WHEN ");
          taken.write(out);
          out.text(" AND ");
          proposed.write(out);
          out.text(" THEN true WHEN ");
          proposed.write(out);
          out.text(" THEN " + failure(DUPLICATE, duplicate(table)));
          out.text(" ELSE " + failure(NOT_TAKEN, notTaken(table)) + " END");
        };
    if (conflict.where().isPresent()) {
      ConditionPlaces.before(conflict.where().get(), guard, edits);
    } else {
      edits.insert(
          conflict.span().end(),
          out -> {
            out.text(" WHERE ");
            guard.write(out);
          });
    }
  }

  /**
   * What a write becomes where no other table follows: it looks at each row that it has stored.
   *
   * @param number tells it from others of the same text
   * @return empty where it can make none that the part does not take
   */
  Optional<CheckedWrite> checked(
      Statement write, LogicalTable table, String qualifier, int number) {
    if (write instanceof Statement.Delete || keepsPart(write, table)) {
      return Optional.empty();
    }
    Edits.Piece taken = rows.condition(table, qualifier);
    Edits.Piece check =
        out -> {
          out.text("CASE WHEN ");
          taken.write(out);
          out.text(" THEN true ELSE " + failure(NOT_TAKEN, notTaken(table)) + " END");
        };
    Optional<List<String>> labels = Optional.ofNullable(statement.binding().labels().get(write));
    return Optional.of(new CheckedWrite(write, check, labels, number));
  }

  /** Whether nothing is written of the columns by which a part is told, nor computed of them. */
  private boolean keepsPart(Statement write, LogicalTable table) {
    Relation old = table.copy().flatMap(copy -> copy.stored(Shape.OLD)).orElseThrow();
    Set<String> telling = rows.columns(table);
    boolean computed =
        telling.stream()
            .anyMatch(name -> old.column(name).filter(CatalogColumn::computed).isPresent());
    return write instanceof Statement.Update
        && old.rewritesRows().isEmpty()
        && !computed
        && written(write, table).noneMatch(telling::contains);
  }

  /** The columns of the old table that a write sets, itself or by a change of theirs. */
  private static Stream<String> written(Statement write, LogicalTable table) {
    Set<String> assigned =
        Targets.columns(write).map(column -> column.name().name()).collect(Collectors.toSet());
    return Stream.concat(
        assigned.stream(),
        table.changes().stream()
            .filter(
                change ->
                    assigned.stream()
                        .anyMatch(
                            name ->
                                change.columns().column(change.spoken(), name).isPresent()
                                    || change.columns().inputs().contains(name)))
            .flatMap(change -> Values.otherNames(change).stream()));
  }

  private static String failure(String sqlState, String message) {
    return PartOnWhole.failure("true", sqlState, message);
  }

  private static String notTaken(LogicalTable table) {
    return "new row for relation \"%s\" violates partition constraint".formatted(table.name());
  }

  private static String duplicate(LogicalTable table) {
    return "duplicate key value: a row of another part of the table of \"%s\" has it"
        .formatted(table.name());
  }
}
