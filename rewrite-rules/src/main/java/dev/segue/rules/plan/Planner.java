package dev.segue.rules.plan;

import dev.segue.route.Route;
import dev.segue.rules.binding.Binding;
import dev.segue.rules.rewrite.Routes;
import dev.segue.rules.rewrite.TextRewrite;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Script;
import java.util.List;

/** Plans one bound text for combinations of routes. */
final class Planner {

  private final TextRewrite rewrite;
  private final Script script;
  private final boolean readsOnly;
  private final KeysRequest keys;

  Planner(TextRewrite rewrite, Script script, List<Binding> bindings, KeysRequest keys) {
    this.rewrite = rewrite;
    this.script = script;
    this.readsOnly = bindings.stream().noneMatch(Binding::writes);
    this.keys = keys;
  }

  Outcome plan(Routes routes) {
    TextRewrite.Result result = rewritten(routes);
    if (result instanceof TextRewrite.Result.Refused && readsOnly) {
      TextRewrite.Result old = rewritten(readingOld(routes));
      if (old instanceof TextRewrite.Result.Rewritten rewritten) {
        return planned(rewritten, true);
      }
    }
    if (result instanceof TextRewrite.Result.Rewritten rewritten) {
      return planned(rewritten, false);
    }
    return new Outcome.Refused(((TextRewrite.Result.Refused) result).refusal(), false);
  }

  /**
   * A read falls back to the old shape where that is written and leads. On {@code BOTH_LEAD_NEW} it
   * is written too, and may be stale: a reverse backfill runs there.
   */
  private static Routes readingOld(Routes routes) {
    return migration ->
        routes.of(migration) == Route.BOTH_READ_NEW ? Route.BOTH_READ_OLD : routes.of(migration);
  }

  private TextRewrite.Result rewritten(Routes routes) {
    if (keys instanceof KeysRequest.Automatic) {
      return rewrite.on(routes, TextRewrite.Returned.EVERYTHING);
    } else if (keys instanceof KeysRequest.Names names) {
      return rewrite.on(routes, new TextRewrite.Returned.Columns(names.names()));
    } else {
      // Keys by index are the wrapped driver's to refuse.
      return rewrite.on(routes, TextRewrite.Returned.NOTHING);
    }
  }

  private Outcome planned(TextRewrite.Result.Rewritten rewritten, boolean fellBack) {
    return new Outcome.Planned(
        new StatementPlan(
            rewritten.sql(),
            rewritten.parameters().stream().mapToInt(Integer::intValue).toArray(),
            parameterCount(script),
            rewritten.returnsKeys(),
            fellBack));
  }

  private static int parameterCount(Script script) {
    int count = 0;
    for (Expression.Parameter parameter : script.parameters()) {
      if (script.sql().charAt(parameter.span().start()) == '?') {
        count++;
      }
    }
    return count;
  }

  /** The plan of a text that touches no migration. */
  static StatementPlan asItIs(Script script) {
    int count = parameterCount(script);
    int[] parameters = new int[count];
    for (int i = 0; i < count; i++) {
      parameters[i] = i + 1;
    }
    return new StatementPlan(script.sql(), parameters, count, false, false);
  }
}
