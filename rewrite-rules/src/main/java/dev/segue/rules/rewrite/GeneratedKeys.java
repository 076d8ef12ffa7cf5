package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.binding.ReturnedRows;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Generated keys, returned by a RETURNING of our own: the one that pgjdbc appends would show the
 * columns of both shapes, or those of the wrong table.
 */
final class GeneratedKeys {

  private final List<Occurrence.StarPart> parts;
  private final Optional<List<String>> names;
  private final Span place;
  private final Rewriter rewriter;

  private GeneratedKeys(
      List<Occurrence.StarPart> parts,
      Optional<List<String>> names,
      Span place,
      Rewriter rewriter) {
    this.parts = List.copyOf(parts);
    this.names = names;
    this.place = place;
    this.rewriter = rewriter;
  }

  /**
   * The keys that have to be returned so; none where pgjdbc's own RETURNING shows the same.
   *
   * @param always whether it cannot, whatever the tables are
   */
  static Optional<GeneratedKeys> of(
      Statement statement,
      Binding binding,
      TextRewrite.Returned returned,
      Rewriter rewriter,
      boolean always) {
    boolean writes =
        statement instanceof Statement.Insert
            || statement instanceof Statement.Update
            || statement instanceof Statement.Delete
            || statement instanceof Statement.Merge;
    // What pgjdbc adds shows the same where the tables are what the application speaks of.
    Optional<ReturnedRows> rows =
        binding
            .returned()
            .filter(seen -> always || !seen.migrating().stream().allMatch(rewriter::untouched));
    if (!writes || rows.isEmpty() || returned.equals(TextRewrite.Returned.NOTHING)) {
      return Optional.empty();
    }
    Span place = statement.span();
    if (returned instanceof TextRewrite.Returned.Columns columns) {
      List<Occurrence.StarPart> parts =
          columns.names().stream().map(name -> named(name, rows.get(), rewriter)).toList();
      return Optional.of(new GeneratedKeys(parts, Optional.of(columns.names()), place, rewriter));
    }
    List<Occurrence.StarPart> parts =
        rows.get().everything().orElseThrow(() -> uncertain(Optional.of(place)));
    return Optional.of(new GeneratedKeys(parts, Optional.empty(), place, rewriter));
  }

  /** Whether all of them are columns of tables in migration. */
  boolean logical() {
    return parts.stream().noneMatch(Occurrence.StarPart.Plain.class::isInstance);
  }

  /** Writes the RETURNING. */
  void write(SqlWriter out) {
    out.text(" RETURNING ");
    rewriter.star(out, parts, place);
  }

  /** The labels of what it returns. */
  List<String> labels() {
    return names.orElseGet(this::labelsOfEverything);
  }

  private List<String> labelsOfEverything() {
    List<String> labels = new ArrayList<>();
    for (Occurrence.StarPart part : parts) {
      if (part instanceof Occurrence.StarPart.Logical all) {
        all.table().columns().stream().map(LogicalColumn::name).forEach(labels::add);
      } else if (part instanceof Occurrence.StarPart.LogicalOne one) {
        labels.add(one.column().name());
      } else {
        throw uncertain(Optional.of(place));
      }
    }
    return labels;
  }

  private static Occurrence.StarPart named(String name, ReturnedRows rows, Rewriter rewriter) {
    ReturnedRows.Meaning meaning = rows.named(name);
    if (meaning instanceof ReturnedRows.Meaning.Shown shown) {
      return shown.part();
    } else if (meaning instanceof ReturnedRows.Meaning.Wrong wrong) {
      throw new Refusal.Refused(
          new Refusal(
              wrong.sqlState(),
              wrong.message(),
              "It is asked for as a generated key.",
              "",
              Optional.empty()));
    } else if (meaning instanceof ReturnedRows.Meaning.WholeRow row
        && rewriter.untouched(row.table())) {
      return new Occurrence.StarPart.Plain(Quoting.quoted(name));
    } else {
      throw uncertain(Optional.empty());
    }
  }

  private static Refusal.Refused uncertain(Optional<Span> place) {
    return Values.refused(
        "it is not certain which columns are returned as generated keys",
        "Write a RETURNING with the columns that are wanted.",
        place);
  }
}
