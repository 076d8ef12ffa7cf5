package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables as which applications know one: itself, or its parts. */
final class KnownTables {

  private final Table table;

  KnownTables(Table table) {
    this.table = table;
  }

  /** The shapes in which an application may speak of it. */
  List<Shape> spoken() {
    return Stream.of(Shape.values())
        .filter(shape -> shape == Shape.OLD || !isSpokenByOldAlone())
        .filter(shape -> table.places(shape).size() < 2 || canBeNamed(shape))
        .toList();
  }

  private boolean isSpokenByOldAlone() {
    return table.move().filter(Move.Uniting.class::isInstance).isPresent()
        || table.splitBy().filter(this::isFromNowhere).isPresent()
        || table.migrations().stream().anyMatch(Migration::confusesNulls);
  }

  /** Whether a column of the new shape is none that an application of it could write. */
  private boolean isFromNowhere(String column) {
    return table.changes().stream()
        .filter(change -> change.old().isEmpty())
        .flatMap(change -> change.fresh().stream())
        .anyMatch(fresh -> fresh.name().equals(column));
  }

  /**
   * Whether each part has a column besides the key, and each change goes by columns of one part.
   */
  private boolean canBeNamed(Shape shape) {
    return table.places(shape).stream().allMatch(part -> part.columns().size() > 1)
        && table.changes().stream().allMatch(change -> isInOnePart(change, shape));
  }

  /** The key is in all parts, and counts as the first one's where a mapping reads it. */
  private boolean isInOnePart(Change change, Shape shape) {
    List<String> needed =
        Stream.concat(change.columns(shape).stream().map(Column::name), change.inputs().stream())
            .toList();
    List<Place> parts = table.places(shape);
    if (change.inputs().contains(Table.ID)) {
      return shape == Shape.NEW && parts.get(0).columns().containsAll(needed);
    }
    return parts.stream().anyMatch(part -> part.columns().containsAll(needed));
  }

  /** Those that an application of a shape knows. */
  List<Table> of(Shape shape) {
    if (table.isSplit(shape) && table.move().get() instanceof Move.Splitting splitting) {
      return Stream.concat(
              Stream.of(table),
              splitting.split().parts().stream().map(part -> ofRows(splitting, part)))
          .toList();
    }
    List<Place> parts = table.places(shape);
    return parts.size() < 2
        ? List.of(table)
        : parts.stream().map(part -> ofColumns(shape, part, part == parts.get(0))).toList();
  }

  private Table ofRows(Move.Splitting splitting, Split.Part part) {
    Place whole = splitting.whole();
    Place place =
        new Place(
            part.name(),
            whole.elsewhere(),
            whole.columns(),
            Partitioning.NONE,
            false,
            Optional.empty());
    return new Table(
        table.name(),
        table.key(),
        table.parent(),
        table.plain(),
        List.of(
            new Migration(
                table.migrations().get(0).id(),
                table.changes(),
                Optional.of(new Move.Part(place, splitting.split())),
                table.migrations().get(0).byTriggers())),
        List.of());
  }

  private Table ofColumns(Shape shape, Place part, boolean first) {
    List<Change> itsOwn =
        table.changes().stream()
            .filter(
                change ->
                    !change.columns(shape).isEmpty()
                        && change.columns(shape).stream().allMatch(part::has))
            .toList();
    Move alone =
        shape == Shape.NEW
            ? new Move.Decomposing(List.of(part))
            : new Move.Joining(List.of(part), table.places(Shape.NEW).get(0));
    return new Table(
        table.name(),
        first ? table.key() : Table.Key.GIVEN,
        table.parent().filter(referred -> part.columns().contains(Table.PARENT)),
        table.plain().stream().filter(part::has).toList(),
        List.of(new Migration(table.migrations().get(0).id(), itsOwn, Optional.of(alone))),
        List.of());
  }
}
