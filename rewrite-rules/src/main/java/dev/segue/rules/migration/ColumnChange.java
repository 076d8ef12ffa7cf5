package dev.segue.rules.migration;

import dev.segue.route.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Columns of a table that become other ones, with a mapping each way. Either side may have any
 * number of columns, and one of them none: such columns are added or dropped, and the side without
 * needs no mapping. A mapping may read, besides the columns of the side it computes from, columns
 * of the row that no migration changes: its inputs. Immutable.
 *
 * @param up by new column, what it is for a row of the old shape
 * @param down by old column, what it is for a row of the new shape
 * @param monotonic whether {@code up} is strictly increasing: {@code a < b} says {@code up(a) <
 *     up(b)}, so comparisons and order may move to the other side; says one-to-one too. Only a
 *     change of one column into one, without inputs, promises this.
 * @param oneToOne whether {@code up} gives different values for different ones, and {@code up} and
 *     {@code down} take each other back for every value that the columns hold, so that equality may
 *     move to the other side; of the same changes only
 * @param lookup the table through which both mappings go, if there is one
 * @param moved the move to a related table of which this is one side, if it is: a column that the
 *     one table has in the old shape alone, or the other one in the new
 * @param line where it stands in the file, from 1
 */
public record ColumnChange(
    List<ShapeColumn> oldColumns,
    List<ShapeColumn> newColumns,
    Map<String, MappingExpression> up,
    Map<String, MappingExpression> down,
    boolean monotonic,
    boolean oneToOne,
    Optional<Lookup> lookup,
    Optional<MovedColumn> moved,
    int line) {

  /** How the columns of the two sides stand to each other. */
  public enum Kind {
    /** One column becomes one: rename, retype, computed change. */
    ONE_FOR_ONE,
    /** Several columns on one side at least: split, merge. */
    SEVERAL,
    /** Columns that the old shape does not have. */
    ADD,
    /** Columns that the new shape does not have. */
    DROP
  }

  public ColumnChange {
    oldColumns = List.copyOf(oldColumns);
    newColumns = List.copyOf(newColumns);
    up = Map.copyOf(up);
    down = Map.copyOf(down);
    if (oldColumns.isEmpty() && newColumns.isEmpty()) {
      throw new IllegalArgumentException("a change has columns");
    }
    if (!up.keySet().equals(names(newColumns)) || !down.keySet().equals(names(oldColumns))) {
      throw new IllegalArgumentException("each column has its mapping, and nothing else has one");
    }
    if (monotonic && !oneToOne) {
      throw new IllegalArgumentException("a strictly increasing mapping is one-to-one");
    }
  }

  /** A change within a row. */
  ColumnChange(
      List<ShapeColumn> oldColumns,
      List<ShapeColumn> newColumns,
      Map<String, MappingExpression> up,
      Map<String, MappingExpression> down,
      boolean monotonic,
      boolean oneToOne,
      int line) {
    this(
        oldColumns,
        newColumns,
        up,
        down,
        monotonic,
        oneToOne,
        Optional.empty(),
        Optional.empty(),
        line);
  }

  private static Set<String> names(List<ShapeColumn> columns) {
    return columns.stream().map(ShapeColumn::name).collect(Collectors.toSet());
  }

  /** A column that keeps its type and its values and gets another name. */
  static ColumnChange rename(String oldName, String newName, int line) {
    return new ColumnChange(
        List.of(new ShapeColumn(oldName, Optional.empty())),
        List.of(new ShapeColumn(newName, Optional.empty())),
        Map.of(newName, MappingExpression.column(oldName, line)),
        Map.of(oldName, MappingExpression.column(newName, line)),
        true,
        true,
        line);
  }

  /** A column whose values go into a lookup table, and which becomes one of their keys. */
  static ColumnChange lookup(Lookup lookup, ShapeColumn value, ShapeColumn key, int line) {
    return new ColumnChange(
        List.of(value),
        List.of(key),
        Map.of(key.name(), LookupMapping.toKey(lookup, value.name(), line).written()),
        Map.of(value.name(), LookupMapping.toValue(lookup, key.name(), line).written()),
        false,
        true,
        Optional.of(lookup),
        Optional.empty(),
        line);
  }

  /** What a move is for the table that loses the column. */
  static ColumnChange movedFrom(MovedColumn moved, ShapeColumn column, int line) {
    return new ColumnChange(
        List.of(column),
        List.of(),
        Map.of(),
        Map.of(column.name(), new MovedMapping(moved, line).oldWritten()),
        false,
        false,
        Optional.empty(),
        Optional.of(moved),
        line);
  }

  /** What this move is for the table that gets the column. */
  ColumnChange movedTo() {
    MovedColumn column = moved.orElseThrow();
    return new ColumnChange(
        List.of(),
        List.of(new ShapeColumn(column.name(), oldColumns.get(0).type())),
        Map.of(column.name(), new MovedMapping(column, line).fresh(Sight.NEWEST)),
        Map.of(),
        false,
        false,
        Optional.empty(),
        moved,
        line);
  }

  /**
   * What this move is for a row that is written in the old shape where the column is not there: the
   * reference takes its value along.
   */
  public ColumnChange putting() {
    MovedColumn column = moved.orElseThrow();
    ShapeColumn reference = new ShapeColumn(column.reference(), Optional.empty());
    MovedMapping mapping = new MovedMapping(column, line);
    return new ColumnChange(
        List.of(reference, oldColumns.get(0)),
        List.of(reference),
        Map.of(reference.name(), mapping.put()),
        Map.of(
            reference.name(),
            MappingExpression.column(reference.name(), line),
            column.column(),
            mapping.old(Sight.NEWEST)),
        false,
        false,
        Optional.empty(),
        moved,
        line);
  }

  /**
   * What this move is for a row that is written in the new shape while the old column is there and
   * another shape leads: the reference says that the row has what its target has.
   */
  public ColumnChange keeping() {
    MovedColumn column = moved.orElseThrow();
    ShapeColumn reference = new ShapeColumn(column.reference(), Optional.empty());
    return new ColumnChange(
        List.of(reference),
        List.of(reference),
        Map.of(reference.name(), MappingExpression.column(reference.name(), line)),
        Map.of(reference.name(), new MovedMapping(column, line).keep()),
        false,
        false,
        Optional.empty(),
        moved,
        line);
  }

  /** This change with other promises. */
  ColumnChange promising(boolean monotonicUp, boolean oneToOneUp) {
    return new ColumnChange(
        oldColumns, newColumns, up, down, monotonicUp, oneToOneUp, lookup, moved, line);
  }

  public Kind kind() {
    if (oldColumns.isEmpty()) {
      return Kind.ADD;
    }
    if (newColumns.isEmpty()) {
      return Kind.DROP;
    }
    return oldColumns.size() == 1 && newColumns.size() == 1 ? Kind.ONE_FOR_ONE : Kind.SEVERAL;
  }

  /**
   * Whether one side can be told from the other within a row, whichever of them is written: it has
   * a new side, and nothing else is read. Of columns that are added the new side is the only one.
   */
  boolean mayFollow() {
    return moved.isPresent()
        || kind() == Kind.ADD
        || (kind() != Kind.DROP && inputs().isEmpty() && lookup.isEmpty());
  }

  /** The columns that it has in a shape; none where the shape lacks what is added or dropped. */
  public List<ShapeColumn> columns(Shape shape) {
    return shape == Shape.OLD ? oldColumns : newColumns;
  }

  /** The column of that name in a shape. */
  public Optional<ShapeColumn> column(Shape shape, String name) {
    return columns(shape).stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * By column of the given shape, what it is for a row of the opposite one: all of {@link
   * #columns}.
   */
  public Map<String, MappingExpression> mappingTo(Shape shape) {
    return shape == Shape.OLD ? down : up;
  }

  /** What a column of the given shape is where a stored row of the opposite one is read. */
  public MappingExpression readingOf(Shape shape, String column, Sight sight) {
    if (moved.isPresent()) {
      MovedMapping mapping = new MovedMapping(moved.get(), line);
      return shape == Shape.OLD ? mapping.old(sight) : mapping.fresh(sight);
    }
    if (lookup.isEmpty()) {
      return mappingTo(shape).get(column);
    }
    return shape == Shape.OLD
        ? LookupMapping.toValue(lookup.get(), newColumns.get(0).name(), line).read(sight)
        : LookupMapping.toKey(lookup.get(), oldColumns.get(0).name(), line).read(sight);
  }

  /**
   * The columns that the mapping to a shape reads besides those of the opposite side: no migration
   * changes them.
   */
  public Set<String> inputsTo(Shape shape) {
    Set<String> own = names(columns(shape.opposite()));
    return mappingTo(shape).values().stream()
        .flatMap(mapping -> mapping.columns().stream())
        .filter(name -> !own.contains(name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether this is what a move is for the table that gets the column. */
  public boolean isMovedTo() {
    return moved.isPresent() && kind() == Kind.ADD;
  }

  /** The inputs of both mappings. */
  public Set<String> inputs() {
    return Stream.of(Shape.values())
        .flatMap(shape -> inputsTo(shape).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether values go over unchanged: one column for one, and each mapping is nothing but it. */
  public boolean isRename() {
    return kind() == Kind.ONE_FOR_ONE
        && isOnly(up.get(newColumns.get(0).name()), oldColumns.get(0))
        && isOnly(down.get(oldColumns.get(0).name()), newColumns.get(0));
  }

  private static boolean isOnly(MappingExpression mapping, ShapeColumn column) {
    return mapping.isColumn()
        && column.type().isEmpty()
        && mapping.columns().contains(column.name());
  }
}
