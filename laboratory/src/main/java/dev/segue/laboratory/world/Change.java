package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Columns that become others, as the rules say it.
 *
 * @param old the columns of the old shape
 * @param fresh those of the new one
 * @param up for each new column, the expression that computes it; empty where it is a rename
 * @param down for each old column, the expression that computes it
 * @param inputs the columns that no migration changes and that the expressions read
 * @param marks {@code monotonic}, {@code one-to-one}, what tells a kind of its own, or nothing
 */
public record Change(
    List<Column> old,
    List<Column> fresh,
    Map<String, String> up,
    Map<String, String> down,
    List<String> inputs,
    String marks) {

  private static final String RENAME = "rename";
  static final String LOOKUP = "lookup";
  static final String DEPARTURE = "departure";
  static final String ARRIVAL = "arrival";

  /** Copies the lists. */
  public Change {
    old = List.copyOf(old);
    fresh = List.copyOf(fresh);
    up = Map.copyOf(up);
    down = Map.copyOf(down);
    inputs = List.copyOf(inputs);
  }

  /** One column that becomes one other. */
  public static Change of(Column old, Column fresh, String up, String down, String marks) {
    return new Change(
        List.of(old),
        List.of(fresh),
        Map.of(fresh.name(), up),
        Map.of(old.name(), down),
        List.of(),
        marks);
  }

  /** One column that keeps its values under another name. */
  public static Change rename(Column old, String name) {
    Column fresh = new Column(name, old.kind(), old.type(), old.domain(), old.demands());
    return new Change(List.of(old), List.of(fresh), Map.of(), Map.of(), List.of(), RENAME);
  }

  /** The same the other way round. */
  public Change inverted() {
    return new Change(fresh, old, down, up, inputs, marks);
  }

  /** Whether the values stay as they are. */
  public boolean isRename() {
    return marks.equals(RENAME);
  }

  /** Whether the values go into a lookup table. */
  public boolean isLookup() {
    return marks.equals(LOOKUP);
  }

  /** Whether the column goes to a related table. */
  public boolean isDeparture() {
    return marks.equals(DEPARTURE);
  }

  /** Whether the column comes from a related table. */
  public boolean isArrival() {
    return marks.equals(ARRIVAL);
  }

  /** Whether triggers leave a column as it was in a row of the old shape that there is. */
  boolean isKept() {
    return fresh.isEmpty() && !inputs.isEmpty();
  }

  /** Whether triggers can write it where it is columns of one row. */
  boolean mayFollow() {
    return !isLookup() && !fresh.isEmpty() && (old.isEmpty() || inputs.isEmpty());
  }

  /** The columns of a shape. */
  public List<Column> columns(Shape shape) {
    return shape == Shape.OLD ? old : fresh;
  }

  /**
   * The columns that an application of a shape leaves to their defaults: where a column of its own
   * is computed from others, what it wrote would be lost on a route that does not write its shape.
   */
  public Stream<String> leftAlone(Shape spoken) {
    return columns(spoken.opposite()).isEmpty() && !inputs.isEmpty()
        ? Stream.concat(columns(spoken).stream().map(Column::name), inputs.stream())
        : Stream.empty();
  }

  /**
   * The expression that computes a column from those of the other shape; null where it has none.
   *
   * @param shape the one that the column is of: in a copy, both may have one of that name
   */
  public String mapping(Column column, Shape shape) {
    if (isRename()) {
      return columns(shape.opposite()).get(0).name();
    }
    return (shape == Shape.NEW ? up : down).get(column.name());
  }
}
