package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Quoting;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.With;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A write of a part, by its rows, that is executed on the old table alone: that one takes rows
 * which the part does not, so the statement looks at what it has stored, and fails as the part
 * would.
 *
 * <pre>
 * UPDATE orders_open SET state = ? WHERE id = ?
 *
 * WITH segue_w1 (segue_c) AS (UPDATE orders AS orders_open SET state = ? WHERE … AND (id = ?)
 *                             RETURNING CASE WHEN … THEN true ELSE segue.fail(true, '23514', …) END)
 * UPDATE segue.counted SET zero = 0 FROM segue_w1
 * </pre>
 *
 * What the application is told, rows and their count, are those of the old table.
 */
final class CheckedWrite implements ComposedWrite {

  private final Statement statement;
  private final Edits.Piece check;
  private final Optional<List<String>> labels;
  private final String rows;

  /**
   * A write.
   *
   * @param check an expression over the row that it has stored, which fails where it must not be
   * @param labels those of the rows that it returns; empty where they are not known
   * @param number tells it from others of the same text
   */
  CheckedWrite(Statement statement, Edits.Piece check, Optional<List<String>> labels, int number) {
    this.statement = statement;
    this.check = check;
    this.labels = labels;
    this.rows = "segue_w" + number;
  }

  @Override
  public void rewrite(Edits edits, Optional<GeneratedKeys> keys) {
    List<String> shown = known(keys.map(GeneratedKeys::labels).or(() -> labels));
    String head = head(shown);
    Targets.with(statement)
        .ifPresentOrElse(
            with -> edits.insert(with.span().end(), ", " + head),
            () -> edits.insert(statement.span().start(), "WITH " + head));
    edits.insert(
        statement.span().end(),
        out -> {
          keys.ifPresent(added -> added.write(out));
          end(out, shown);
          out.text(" " + FollowedWrite.COUNTED + rows);
          out.text(shown.isEmpty() ? "" : " RETURNING " + items(shown));
        });
  }

  @Override
  public void rewrite(Edits edits, With.CommonTable table) {
    List<String> shown = known(labels);
    Span body = statement.span();
    edits.insert(body.end(), out -> end(out, shown));
    edits.replace(
        table.span(),
        out -> {
          out.text(head(shown)).whole(body);
          out.text(", ").source(new Span(table.span().start(), body.start()));
          out.text("SELECT " + items(shown) + " FROM " + rows);
          out.source(new Span(body.end(), table.span().end()));
        });
  }

  private List<String> known(Optional<List<String>> shown) {
    return shown.orElseThrow(
        () ->
            Values.refused(
                "it is not certain which columns RETURNING shows",
                "Name the columns instead of using stars.",
                Optional.of(statement.span())));
  }

  private String head(List<String> shown) {
    return rows
        + IntStream.rangeClosed(1, shown.size())
            .mapToObj(at -> "segue_" + at + ", ")
            .collect(Collectors.joining("", " (", "segue_c) AS ("));
  }

  /** Lets the write return the check too. */
  private void end(SqlWriter out, List<String> shown) {
    out.text(shown.isEmpty() ? " RETURNING " : ", ");
    check.write(out);
    out.text(")");
  }

  private static String items(List<String> shown) {
    return IntStream.rangeClosed(1, shown.size())
        .mapToObj(at -> "segue_" + at + " AS " + Quoting.quoted(shown.get(at - 1)))
        .collect(Collectors.joining(", "));
  }
}
