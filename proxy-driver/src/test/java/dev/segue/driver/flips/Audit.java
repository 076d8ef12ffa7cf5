package dev.segue.driver.flips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.postgres.TestDatabase;
import java.util.List;

/** Judges by the shapes that were written whether transactions took the routes that they might. */
final class Audit {

  private final TestDatabase database;

  Audit(TestDatabase database) {
    this.database = database;
  }

  /**
   * A route is drawn once per transaction: all that one wrote has the same shapes. A row whose new
   * value happened to be the one it had tells nothing.
   */
  void requireOneRoutePerTransaction() {
    assertThat(
            database.rows(
                """
                SELECT migration, xid, string_agg(DISTINCT shapes, ' and ') FROM audit
                WHERE shapes <> ''
                GROUP BY migration, xid HAVING count(DISTINCT shapes) > 1 LIMIT 10
                """))
        .as("transactions that changed their route")
        .isEmpty();
  }

  /** While the whole fleet stood on a stage, nothing was written by another. */
  void requireAllowedRoutes(List<Operator.Interval> intervals) {
    StringBuilder values = new StringBuilder();
    for (Operator.Interval interval : intervals) {
      values
          .append(values.isEmpty() ? "" : ", ")
          .append(
              "('%s', '%s', timestamptz '%s', timestamptz '%s')"
                  .formatted(
                      interval.migration(), interval.shapes(), interval.from(), interval.to()));
    }
    assertThat(
            database.rows(
                """
                SELECT a.migration, a.at::text, a.shapes, i.shapes
                FROM (VALUES %s) AS i (migration, shapes, begun, ended)
                JOIN audit a ON a.migration = i.migration AND a.at > i.begun AND a.at < i.ended
                  AND a.shapes NOT IN (i.shapes, '')
                LIMIT 10
                """
                    .formatted(values)))
        .as("rows written by a route that the stage forbids")
        .isEmpty();
  }

  /** How many rows were written with each combination of shapes. */
  List<List<Object>> written() {
    return database.rows(
        "SELECT migration, shapes, count(*) FROM audit GROUP BY 1, 2 ORDER BY 1, 2");
  }
}
