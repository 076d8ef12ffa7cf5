package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Quoting;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A write of the leading one of two tables, which the other one follows in the same statement, or
 * all parts of it do where it has several: the write becomes a data-modifying WITH of it (manual,
 * 7.8.4), and returns the rows by which the other table is brought up to them.
 *
 * <pre>
 * UPDATE orders SET note = ? WHERE id = ?
 *
 * WITH segue_w (segue_1, segue_2) AS (UPDATE orders SET note = ? WHERE id = ?
 *                                     RETURNING orders.id, orders.note)
 * INSERT INTO orders_by_month (id, note) SELECT segue_1, segue_2 FROM segue_w
 * ON CONFLICT (id) DO UPDATE SET note = EXCLUDED.note
 * </pre>
 *
 * What the application is told, rows and their count, are those of the leading table.
 */
final class FollowedWrite implements ComposedWrite {

  /** Keeps nothing: it has as many rows as it is joined with, which are its update count. */
  static final String COUNTED = "UPDATE segue.counted SET zero = 0 FROM ";

  /** What MERGE has done with a row. */
  private static final String ACTION = "segue_a";

  private final Statement statement;
  private final String qualifier;
  private final List<Follower> followers;
  private final MovedKey moved;
  private final Optional<LongerKey> longer;
  private final List<String> deletions;
  private final Optional<List<String>> labels;
  private final String rows;
  private final String following;
  private final String cleared;

  /**
   * A write.
   *
   * @param qualifier the text that names the row that it writes
   * @param followers the tables that follow; at least one
   * @param longer where the leading table keeps fewer keys apart than the one that follows
   * @param deletions of the same statement, by their names, which have to be done before
   * @param labels those of the rows that it returns; empty where they are not known
   * @param number tells it from others of the same text
   */
  FollowedWrite(
      Statement statement,
      String qualifier,
      List<Follower> followers,
      MovedKey moved,
      Optional<LongerKey> longer,
      List<String> deletions,
      Optional<List<String>> labels,
      int number) {
    this.statement = statement;
    this.qualifier = qualifier;
    this.followers = List.copyOf(followers);
    this.moved = moved;
    this.longer = longer;
    this.deletions = List.copyOf(deletions);
    this.labels = labels;
    this.rows = "segue_w" + number;
    this.following = "segue_f" + number;
    this.cleared = "segue_d" + number;
  }

  /** The columns that the leading write returns, by the names that they get. */
  private record Returned(
      List<String> labels, List<String> inputs, List<String> before, boolean action) {

    String names() {
      List<String> names = new ArrayList<>();
      int width = labels.size() + inputs.size() + before.size();
      for (int i = 1; i <= width; i++) {
        names.add("segue_" + i);
      }
      if (action) {
        names.add(ACTION);
      }
      return String.join(", ", names);
    }

    String input(String column) {
      return "segue_" + (labels.size() + inputs.indexOf(column) + 1);
    }

    String before(String column) {
      return "segue_" + (labels.size() + inputs.size() + before.indexOf(column) + 1);
    }

    String shown() {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        items.add("segue_" + (i + 1) + " AS " + Quoting.quoted(labels.get(i)));
      }
      return String.join(", ", items);
    }
  }

  @Override
  public void rewrite(Edits edits, Optional<GeneratedKeys> keys) {
    Returned returned = returned(keys.map(GeneratedKeys::labels).or(() -> labels));
    String head = rows + " (" + returned.names() + ") AS (";
    Targets.with(statement)
        .ifPresentOrElse(
            with -> edits.insert(with.span().end(), ", " + head),
            () -> edits.insert(statement.span().start(), "WITH " + head));
    extend(edits, returned, keys);
    edits.insert(
        statement.span().end(),
        out -> {
          out.text(")");
          clear(out, returned);
          followBefore(out, returned);
          if (isLast() && returned.labels().isEmpty()) {
            out.text(" ");
            follow(out, returned, followers.size() - 1);
            return;
          }
          out.text(", " + following + " AS (");
          follow(out, returned, followers.size() - 1);
          out.text(") " + COUNTED + rows);
          out.text(returned.labels().isEmpty() ? "" : " RETURNING " + returned.shown());
        });
  }

  @Override
  public void rewrite(Edits edits, With.CommonTable table) {
    Returned returned = returned(labels);
    extend(edits, returned, Optional.empty());
    Span body = statement.span();
    edits.replace(
        table.span(),
        out -> {
          out.text(rows + " (" + returned.names() + ") AS (").whole(body).text(")");
          clear(out, returned);
          followBefore(out, returned);
          out.text(", ");
          boolean shows = !returned.labels().isEmpty();
          if (shows) {
            out.text(following + " AS (");
            follow(out, returned, followers.size() - 1);
            out.text(isDelete() ? " RETURNING 1), " : "), ");
          }
          out.source(new Span(table.span().start(), body.start()));
          if (shows) {
            out.text("SELECT " + returned.shown() + " FROM " + rows);
          } else {
            follow(out, returned, followers.size() - 1);
          }
          out.source(new Span(body.end(), table.span().end()));
        });
  }

  private Returned returned(Optional<List<String>> shown) {
    return new Returned(
        shown.orElseThrow(
            () ->
                Values.refused(
                    "it is not certain which columns RETURNING shows",
                    "Name the columns instead of using stars.",
                    Optional.of(statement.span()))),
        inputs(),
        moved.columns(),
        isMerge());
  }

  /** The columns of the leading table by which the others follow. */
  private List<String> inputs() {
    return followers.stream()
        .flatMap(each -> (isDelete() ? each.keyInputs() : each.inputs()).stream())
        .distinct()
        .toList();
  }

  /** Lets the leading write return what the other table follows by. */
  private void extend(Edits edits, Returned returned, Optional<GeneratedKeys> keys) {
    edits.insert(
        statement.span().end(),
        out -> {
          keys.ifPresent(added -> added.write(out));
          out.text(returned.labels().isEmpty() ? " RETURNING " : ", ");
          out.text(
              returned.inputs().stream()
                  .map(name -> qualifier + "." + Quoting.identifier(name))
                  .collect(Collectors.joining(", ")));
          out.text(moved.returned());
          out.text(isMerge() ? ", merge_action()" : "");
        });
  }

  /** What has to be deleted of what follows, before the rest is written. */
  private void clear(SqlWriter out, Returned returned) {
    for (int i = 0; i < followers.size(); i++) {
      if (isMerge()) {
        out.text(", " + name(cleared, i) + " AS (");
        followers.get(i).delete(out, rows, returned::input);
        out.text(" AND " + rows + "." + ACTION + " = 'DELETE'");
        unlessWritten(out, followers.get(i), returned, " AND segue_x." + ACTION + " <> 'DELETE'");
      } else if (moved.moves()) {
        out.text(", " + name(cleared, i) + " AS (");
        followers.get(i).delete(out, rows, returned::before);
        unlessWritten(out, followers.get(i), returned, "");
      }
    }
  }

  /** Ends a deletion: not where the same statement leaves a row of that key. */
  private void unlessWritten(
      SqlWriter out, Follower follower, Returned returned, String condition) {
    out.text(" AND NOT");
    isAmongRows(out, follower, returned::input, condition);
    out.text(" RETURNING 1)");
  }

  /** Those that follow before the last one does. */
  private void followBefore(SqlWriter out, Returned returned) {
    for (int i = 0; i < followers.size() - 1; i++) {
      out.text(", " + name(following, i + 1) + " AS (");
      follow(out, returned, i);
      out.text(")");
    }
  }

  private static String name(String first, int index) {
    return index == 0 ? first : first + "_" + (index + 1);
  }

  private void follow(SqlWriter out, Returned returned, int index) {
    Follower follower = followers.get(index);
    if (isDelete()) {
      follower.delete(out, rows, returned::input);
      return;
    }
    List<String> conditions = new ArrayList<>();
    if (isMerge()) {
      conditions.add(ACTION + " <> 'DELETE'");
    }
    if (isMerge() || moved.moves()) {
      conditions.add(isDone(name(cleared, index)));
    }
    deletions.forEach(deletion -> conditions.add(isDone(deletion)));
    String condition = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    Optional<Edits.Piece> mayTake =
        isMerge() || moved.moves() || statement instanceof Statement.Insert
            ? longer.map(key -> piece -> mayTake(piece, key, follower, returned))
            : Optional.empty();
    follower.upsert(out, rows, condition, returned::input, mayTake);
  }

  private static String isDone(String write) {
    return "(SELECT count(*) FROM " + write + ") >= 0";
  }

  /** The name of what it deletes below a common table, for what waits for that. */
  Optional<String> deletion() {
    return labels.filter(shown -> isDelete() && !shown.isEmpty()).map(shown -> following);
  }

  /**
   * Writes that the row which is there may become what is proposed: it follows the same leading
   * row, or is one that the statement has moved away, or has deleted.
   */
  private void mayTake(SqlWriter out, LongerKey key, Follower follower, Returned returned) {
    key.isSame(out);
    if (isMerge()) {
      out.text(" OR NOT");
      isAmongRows(out, follower, returned::input, " AND segue_x." + ACTION + " = 'INSERT'");
      out.text(" OR");
      isAmongRows(out, follower, returned::input, " AND segue_x." + ACTION + " = 'DELETE'");
    } else if (moved.moves()) {
      out.text(" OR");
      isAmongRows(out, follower, returned::before, "");
    }
  }

  private void isAmongRows(
      SqlWriter out, Follower follower, UnaryOperator<String> given, String condition) {
    out.text(" EXISTS (SELECT FROM " + rows + " AS segue_x WHERE ");
    follower.isAt(out, name -> "segue_x." + given.apply(name));
    out.text(condition + ")");
  }

  /** Whether what follows has as many rows as what leads, so that it can count them. */
  private boolean isLast() {
    return !isDelete() && !isMerge();
  }

  private boolean isMerge() {
    return statement instanceof Statement.Merge;
  }

  private boolean isDelete() {
    return statement instanceof Statement.Delete;
  }
}
