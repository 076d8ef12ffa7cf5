package dev.segue.laboratory.comparison;

import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Table;
import dev.segue.route.Shape;

/**
 * A table of the database that holds the rows of a table of the world.
 *
 * @param table the one of the world
 * @param shape the shape whose name it has; where it is copied, the shape that it holds alone
 * @param around the schema of the copy of the world
 * @param written whether statements write it
 */
record Stored(Table table, Shape shape, String around, boolean written) {

  /** Its name with its schema. */
  String sql() {
    return schema(around, table, shape) + "." + table.name(shape);
  }

  /** The name of what keeps its data. */
  String kept() {
    String name = around + " " + table.name() + " " + shape.word();
    return "kept.\"" + name.replace("\"", "") + "\"";
  }

  /** The schema of a table in a shape, where the world is copied to a schema and one beside it. */
  static String schema(String around, Table table, Shape shape) {
    return table.elsewhere(shape) ? around + StatementGenerator.schemaBeside() : around;
  }
}
