package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalColumn;

/**
 * How the two tables are read and written between which a column moves. Triggers carry a value from
 * the one to the other, so that a statement writes each of them in one shape:
 *
 * <table>
 *   <caption>What is written</caption>
 *   <tr><th>the table that</th><th>speaks</th><th>is written</th></tr>
 *   <tr><td>loses it</td><td>old</td><td>in the shape that leads; where that is the new one, the
 *   reference takes the value along</td></tr>
 *   <tr><td>loses it</td><td>new</td><td>with the old column where the old shape leads; else with
 *   a reference that lets a trigger write it, as long as it is there</td></tr>
 *   <tr><td>gets it</td><td>old</td><td>without it</td></tr>
 *   <tr><td>gets it</td><td>new</td><td>with it, as long as it is written at all</td></tr>
 * </table>
 */
final class MovedStanding {

  private MovedStanding() {}

  /**
   * The route for one side of a move.
   *
   * @param leading whether the statement may write, or locks rows
   */
  static Route of(LogicalColumn.Change change, Route route, boolean leading) {
    Shape shape = leading ? route.leads() : route.reads();
    if (change.columns().isMovedTo()) {
      return gets(change.spoken(), route, shape);
    }
    if (leading && change.spoken() == Shape.NEW) {
      return shape == Shape.OLD ? Route.OLD : Route.BOTH_LEAD_NEW;
    }
    return Standing.alone(shape);
  }

  private static Route gets(Shape spoken, Route route, Shape shape) {
    if (spoken == Shape.OLD) {
      return Route.OLD;
    }
    if (shape == Shape.NEW) {
      return Route.NEW;
    }
    return route.writes(Shape.NEW) ? Route.BOTH_READ_OLD : Route.OLD;
  }
}
