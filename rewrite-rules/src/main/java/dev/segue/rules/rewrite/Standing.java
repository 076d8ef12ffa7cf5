package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * On which of two shapes a statement is executed, where it cannot be executed on both: where a
 * table is copied, or triggers write the second shape. What reads, on the one that its route reads;
 * what writes or locks, or may be written through, on the one that leads, so that transactions on
 * neighbouring routes find the same rows and wait for the same locks.
 *
 * <p>Columns that triggers write are those of one row with one lock. On {@link Route#BOTH_READ_NEW}
 * either side holds every value, so that what writes stands on the one that the application speaks:
 * what it writes there is stored as it is, however much of it the other side can hold.
 */
final class Standing {

  private Standing() {}

  /** The routes by which the statement itself is rewritten: of each such migration one shape's. */
  static Routes of(Statement statement, Binding binding, Routes routes, Speaks speaks) {
    Map<Integer, Migration> single = new HashMap<>();
    boolean moves = false;
    for (Migration migration : binding.migrations()) {
      if (migration.moved().isPresent()) {
        moves = true;
      } else if (migration.copied().isPresent() || migration.byTriggers()) {
        single.put(migration.ordinal(), migration);
      }
    }
    boolean leading = binding.writes() || locks(statement);
    if (moves) {
      return moving(single.isEmpty() ? routes : single(single, routes, speaks, leading), leading);
    }
    return single.isEmpty() ? routes : single(single, routes, speaks, leading);
  }

  private static Routes single(
      Map<Integer, Migration> single, Routes routes, Speaks speaks, boolean leading) {
    return ordinal -> {
      Route route = routes.of(ordinal);
      Migration migration = single.get(ordinal);
      if (migration == null) {
        return route;
      }
      if (leading && route == Route.BOTH_READ_NEW && migration.copied().isEmpty()) {
        return alone(speaks.shape(migration.id()));
      }
      return alone(leading ? route.leads() : route.reads());
    };
  }

  /** Of a column that moves to a related table each of the two tables stands by itself. */
  private static Routes moving(Routes routes, boolean leading) {
    return new Routes() {
      @Override
      public Route of(int migration) {
        return routes.of(migration);
      }

      @Override
      public Route of(LogicalColumn.Change change) {
        Route route = routes.of(change);
        return change.columns().moved().isPresent()
            ? MovedStanding.of(change, route, leading)
            : route;
      }
    };
  }

  static Route alone(Shape shape) {
    return shape == Shape.OLD ? Route.OLD : Route.NEW;
  }

  /** Rows that a cursor shows may be written where it stands. */
  private static boolean locks(Statement statement) {
    boolean[] found = new boolean[1];
    found[0] =
        statement instanceof Statement.Enclosing enclosing
            && enclosing.kind() == Statement.EnclosingKind.DECLARE_CURSOR;
    statement.walk(node -> found[0] |= node instanceof Query query && !query.lockings().isEmpty());
    return found[0];
  }
}
