package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.binding.ReturnedRows;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Span;
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
        if (i == bindings.size() - 1) {
          Statement last = script.statements().get(i);
          returnsKeys = addReturning(last, bindings.get(i), returned, rewriter, edits);
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
      Statement statement, Binding binding, Returned returned, Rewriter rewriter, Edits edits) {
    boolean writes =
        statement instanceof Statement.Insert
            || statement instanceof Statement.Update
            || statement instanceof Statement.Delete
            || statement instanceof Statement.Merge;
    // What pgjdbc adds shows the same where the tables are what the application speaks of.
    Optional<ReturnedRows> rows =
        binding.returned().filter(seen -> !seen.migrating().stream().allMatch(rewriter::untouched));
    if (!writes || rows.isEmpty() || returned.equals(Returned.NOTHING)) {
      return false;
    }
    List<Occurrence.StarPart> parts =
        returned instanceof Returned.Columns columns
            ? columns.names().stream().map(name -> named(name, rows.get(), rewriter)).toList()
            : rows.get().everything().orElseThrow(() -> uncertain(Optional.of(statement.span())));
    edits.insert(
        statement.span().end(),
        out -> {
          out.text(" RETURNING ");
          rewriter.star(out, parts, statement.span());
        });
    return true;
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
