package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.Binding;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * On which of its two tables a statement is executed, where a table is copied: what reads, on the
 * one that its route reads; what writes or locks, or may be written through, on the one that leads,
 * so that transactions on neighbouring routes find the same rows and wait for the same locks.
 */
final class Standing {

  private Standing() {}

  /** The routes by which the statement itself is rewritten: one table of each that is copied. */
  static Routes of(Statement statement, Binding binding, Routes routes) {
    Set<Integer> copied = new HashSet<>();
    for (Migration migration : binding.migrations()) {
      if (migration.copied().isPresent()) {
        copied.add(migration.ordinal());
      }
    }
    if (copied.isEmpty()) {
      return routes;
    }
    boolean leading = binding.writes() || locks(statement);
    return migration -> {
      Route route = routes.of(migration);
      return copied.contains(migration) ? alone(leading ? route.leads() : route.reads()) : route;
    };
  }

  private static Route alone(Shape shape) {
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
