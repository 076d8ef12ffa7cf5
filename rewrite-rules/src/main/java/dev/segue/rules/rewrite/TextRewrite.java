package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;

/** Rewrites a bound text for combinations of routes. Immutable; threads may share it. */
public final class TextRewrite {

  private final Script script;
  private final List<Binding> bindings;
  private final Catalog catalog;
  private final Speaks speaks;

  public TextRewrite(Script script, List<Binding> bindings, Catalog catalog, Speaks speaks) {
    this.script = script;
    this.bindings = List.copyOf(bindings);
    this.catalog = catalog;
    this.speaks = speaks;
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
        Statement statement = script.statements().get(i);
        Binding binding = bindings.get(i);
        boolean last = i == bindings.size() - 1;
        StatementRewrite whole =
            StatementRewrite.of(
                script.sql(),
                statement,
                binding,
                routes,
                speaks,
                last && !returned.equals(Returned.NOTHING),
                edits,
                catalog);
        Rewriter rewriter = new Rewriter(whole);
        rewriter.rewrite();
        Optional<ComposedWrite> followed = FollowedWrites.of(whole);
        Optional<GeneratedKeys> keys =
            last
                ? GeneratedKeys.of(statement, binding, returned, rewriter, followed.isPresent())
                : Optional.empty();
        returnsKeys = keys.isPresent();
        if (followed.isPresent()) {
          followed.get().rewrite(edits, keys);
        } else {
          keys.ifPresent(added -> edits.insert(statement.span().end(), added::write));
        }
      }
      SqlWriter written = edits.apply(script);
      return new Result.Rewritten(written.sql(), written.parameters(), returnsKeys);
    } catch (Refusal.Refused refused) {
      return new Result.Refused(refused.refusal());
    }
  }
}
