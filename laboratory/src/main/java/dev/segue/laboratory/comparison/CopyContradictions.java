package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Table;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the rows of copied tables that have no like in the other table, or in the parts joined,
 * where both are written; those that some parts have and others do not; and those that were written
 * where they should not be.
 */
final class CopyContradictions {

  private CopyContradictions() {}

  /** A query for each table, of three texts a row. */
  static List<String> parts(Layout layout) {
    List<String> parts = new ArrayList<>();
    for (Table table : layout.doubled()) {
      for (Shape shape : Shape.values()) {
        parts.add(unlike(layout, table, shape));
      }
    }
    layout.apart().forEach(table -> parts.add(halved(layout, table)));
    layout.tables().stream()
        .filter(stored -> !stored.written())
        .forEach(stored -> parts.add(touched(stored)));
    return parts;
  }

  /** The rows of a shape that are not what those of the other one map to. */
  private static String unlike(Layout layout, Table table, Shape shape) {
    String columns =
        table.columns(shape).stream().map(Column::name).collect(Collectors.joining(", "));
    return """
        SELECT '%1$s %2$s', coalesce(s.id, c.id)::text,
          concat('stored ', s, ' computed ', c)
        FROM (SELECT %3$s FROM %4$s) s FULL JOIN (SELECT %5$s FROM %6$s) c ON c.id = s.id
        WHERE s IS DISTINCT FROM c"""
        .formatted(
            table.name(),
            shape.word(),
            columns,
            layout.rows(table, shape),
            CopyScript.mapped(table, shape),
            layout.rows(table, shape.opposite()));
  }

  /** The rows that not all parts have. */
  private static String halved(Layout layout, Table table) {
    return """
        SELECT '%1$s apart', id::text, concat(%2$s) FROM %3$s WHERE %4$s"""
        .formatted(
            table.name(),
            ofParts(table, ".id, ' '", ", "),
            layout.rows(table, table.inParts().orElseThrow()),
            ofParts(table, ".id IS NULL", " OR "));
  }

  private static String ofParts(Table table, String form, String separator) {
    return IntStream.rangeClosed(1, table.places(table.inParts().orElseThrow()).size())
        .mapToObj(part -> "part_" + part + form)
        .collect(Collectors.joining(separator));
  }

  /** The rows of a table that no statement writes and that are not what they were. */
  private static String touched(Stored stored) {
    return """
        SELECT '%1$s', 'touched', t FROM (
          (SELECT s::text AS t FROM %2$s s EXCEPT ALL SELECT s::text FROM %3$s s)
          UNION ALL
          (SELECT s::text AS t FROM %3$s s EXCEPT ALL SELECT s::text FROM %2$s s)) AS other"""
        .formatted(stored.table().name(), stored.sql(), stored.kept());
  }
}
