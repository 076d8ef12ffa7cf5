package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;

/** Rewrites a bound text for combinations of routes. Immutable; threads may share it. */
public final class TextRewrite {

  private final Script script;
  private final List<Binding> bindings;
  private final Catalog catalog;

  public TextRewrite(Script script, List<Binding> bindings, Catalog catalog) {
    this.script = script;
    this.bindings = List.copyOf(bindings);
    this.catalog = catalog;
  }

  /** What a statement without RETURNING is to return besides. */
  public sealed interface Returned {

    Returned NOTHING = new Columns(List.of());
    Returned EVERYTHING = new Everything();

    /** All columns, in the shape that is spoken. */
    record Everything() implements Returned {}

    /** Columns by their exact names; none of them adds nothing. */
    record Columns(List<String> names) implements Returned {
      public Columns {
        names = List.copyOf(names);
      }
    }
  }

  /** What became of the text. */
  public sealed interface Result {

    /**
     * The physical text.
     *
     * @param parameters for each {@code ?} of it, its index in the application's text, from 1
     * @param returnsKeys whether a RETURNING was added
     */
    record Rewritten(String sql, List<Integer> parameters, boolean returnsKeys) implements Result {
      public Rewritten {
        parameters = List.copyOf(parameters);
      }
    }

    /** It cannot be rewritten with certainty. */
    record Refused(Refusal refusal) implements Result {}
  }

  /** Rewrites the text for these routes. */
  public Result on(Routes routes, Returned returned) {
    Edits edits = new Edits();
    boolean returnsKeys = false;
    try {
      for (int i = 0; i < bindings.size(); i++) {
        Rewriter rewriter =
            new Rewriter(script.sql(), script.statements().get(i), routes, edits, catalog);
        rewriter.rewrite(bindings.get(i));
        if (i == bindings.size() - 1 && bindings.get(i).showsMigrating()) {
          returnsKeys =
              addReturning(
                  script.statements().get(i),
                  bindings.get(i),
                  returned,
                  rewriter,
                  edits,
                  new Values(routes));
        }
      }
      SqlWriter written = edits.apply(script);
      return new Result.Rewritten(written.sql(), written.parameters(), returnsKeys);
    } catch (Refusal.Refused refused) {
      return new Result.Refused(refused.refusal());
    }
  }

  /**
   * Returns generated keys by a RETURNING of our own: the one that pgjdbc appends would show the
   * columns of both shapes.
   */
  private static boolean addReturning(
      Statement statement,
      Binding binding,
      Returned returned,
      Rewriter rewriter,
      Edits edits,
      Values values) {
    Optional<Written> written = written(statement);
    if (written.isEmpty() || written.get().returns() || returned.equals(Returned.NOTHING)) {
      return false;
    }
    int end = statement.span().end();
    if (returned instanceof Returned.Columns columns) {
      Optional<LogicalTable> target = binding.target();
      target.ifPresent(
          table ->
              edits.insert(
                  end, out -> columns(out, columns.names(), table, written.get(), values)));
      return target.isPresent();
    }
    List<Occurrence.StarPart> everything =
        binding
            .everything()
            .orElseThrow(
                () ->
                    Values.refused(
                        "it is not certain which columns are returned as generated keys",
                        "Write a RETURNING with the columns that are wanted.",
                        Optional.of(statement.span())));
    edits.insert(
        end,
        out -> {
          out.text(" RETURNING ");
          rewriter.star(out, everything, statement.span());
        });
    return true;
  }

  private static void columns(
      SqlWriter out, List<String> names, LogicalTable target, Written written, Values values) {
    String qualifier = written.qualifier();
    String separator = " RETURNING ";
    for (String name : names) {
      out.text(separator);
      separator = ", ";
      Optional<LogicalColumn> column = target.column(name);
      if (column.isPresent()) {
        values.read(out, target, column.get(), written.rows(), Optional.of(qualifier));
        out.text(" AS " + Quoting.quoted(name));
      } else if (target.hides(name)) {
        throw new Refusal.Refused(
            new Refusal(
                "42703",
                "column \"%s\" does not exist".formatted(name),
                "It is asked for as a generated key.",
                "",
                Optional.empty()));
      } else {
        // Not a column: PostgreSQL says so, as it would without the migration.
        out.text(qualifier + "." + Quoting.quoted(name));
      }
    }
  }

  /** What a statement writes, as its RETURNING sees it. */
  private record Written(boolean returns, Occurrence.Rows rows, FromItem.Table target) {

    String qualifier() {
      return Quoting.identifier(
          target.alias().map(FromItem.Alias::name).orElse(target.name().name()).name());
    }
  }

  private static Optional<Written> written(Statement statement) {
    if (statement instanceof Statement.Insert insert) {
      boolean whole = insert.onConflict().map(conflict -> !conflict.update()).orElse(true);
      return Optional.of(
          new Written(
              insert.returning().isPresent(),
              whole ? Occurrence.Rows.WRITTEN : Occurrence.Rows.STORED,
              insert.target()));
    } else if (statement instanceof Statement.Update update) {
      return Optional.of(
          new Written(update.returning().isPresent(), Occurrence.Rows.STORED, update.target()));
    } else if (statement instanceof Statement.Delete delete) {
      return Optional.of(
          new Written(delete.returning().isPresent(), Occurrence.Rows.STORED, delete.target()));
    } else if (statement instanceof Statement.Merge merge) {
      return Optional.of(
          new Written(merge.returning().isPresent(), Occurrence.Rows.STORED, merge.target()));
    } else {
      return Optional.empty();
    }
  }
}
