package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.List;
import java.util.Map;

/**
 * Columns that become others, as the rules say it.
 *
 * @param old the columns of the old shape
 * @param fresh those of the new one
 * @param up for each new column, the expression that computes it; empty where it is a rename
 * @param down for each old column, the expression that computes it
 * @param marks {@code monotonic}, {@code one-to-one} or nothing
 */
public record Change(
    List<Column> old,
    List<Column> fresh,
    Map<String, String> up,
    Map<String, String> down,
    String marks) {

  /** Copies the lists. */
  public Change {
    old = List.copyOf(old);
    fresh = List.copyOf(fresh);
    up = Map.copyOf(up);
    down = Map.copyOf(down);
  }

  /** One column that becomes one other. */
  public static Change of(Column old, Column fresh, String up, String down, String marks) {
    return new Change(
        List.of(old), List.of(fresh), Map.of(fresh.name(), up), Map.of(old.name(), down), marks);
  }

  /** One column that keeps its values under another name. */
  public static Change rename(Column old, String name) {
    Column fresh = new Column(name, old.kind(), old.type(), old.domain(), old.demands());
    return new Change(List.of(old), List.of(fresh), Map.of(), Map.of(), "rename");
  }

  /** Whether the values stay as they are. */
  public boolean isRename() {
    return marks.equals("rename");
  }

  /** The columns of a shape. */
  public List<Column> columns(Shape shape) {
    return shape == Shape.OLD ? old : fresh;
  }

  /** The expression that computes a column from those of the other shape. */
  public String mapping(Column column) {
    if (isRename()) {
      return (old.contains(column) ? fresh : old).get(0).name();
    }
    return fresh.contains(column) ? up.get(column.name()) : down.get(column.name());
  }
}
