package dev.segue.laboratory.world;

import dev.segue.route.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Other names for tables, and other tables in their places. */
final class Moves {

  private final Dice dice;
  private final Deque<String> names;

  /**
   * Moves of one world.
   *
   * @param names those that no table of it has
   */
  Moves(Dice dice, List<String> names) {
    this.dice = dice;
    this.names = new ArrayDeque<>(names);
  }

  Move renaming(String name) {
    boolean elsewhere = dice.percent(30);
    return new Move.Renaming(name(name, elsewhere), elsewhere);
  }

  /** A copy of a table, which is described as if its columns alone changed. */
  Move copying(Table table) {
    boolean elsewhere = dice.percent(30);
    List<String> natural = names(table, Shape.NEW);
    List<String> columns = dice.percent(50) ? dice.shuffled(natural) : natural;
    return new Move.Copying(
        new Place(
            name(table.name(), elsewhere),
            elsewhere,
            columns,
            partitioning(columns, table),
            false,
            Optional.empty()));
  }

  /** Two or three parts of a table, which is described as if its columns alone changed. */
  Move decomposing(Table table) {
    List<List<String>> columns = apart(table, Shape.NEW);
    List<Place> parts = new ArrayList<>();
    boolean named = false;
    for (int i = 0; i < columns.size(); i++) {
      boolean elsewhere = dice.percent(30);
      String name = named ? names.remove() : name(table.name(), elsewhere);
      named = named || name.equals(table.name());
      boolean likeOld = dice.percent(40);
      parts.add(
          new Place(
              name,
              elsewhere,
              likeOld ? columns.get(i) : dice.shuffled(columns.get(i)),
              likeOld ? Partitioning.NONE : partitioning(columns.get(i), table),
              likeOld,
              i > 0 && dice.percent(50) ? Optional.of(reference(i)) : Optional.empty()));
    }
    return new Move.Decomposing(parts);
  }

  /**
   * One table that is made of two or three, which is described as if its columns alone changed. Its
   * old name is nobody's.
   */
  Move joining(Table table) {
    List<List<String>> columns = apart(table, Shape.OLD);
    List<Place> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      parts.add(
          new Place(
              names.remove(),
              false,
              dice.shuffled(columns.get(i)),
              Partitioning.NONE,
              false,
              i > 0 && dice.percent(50) ? Optional.of(reference(i)) : Optional.empty()));
    }
    return new Move.Joining(parts, whole(table));
  }

  /** A table of all columns of the new shape: by itself, or like those of which it is made. */
  private Place whole(Table table) {
    boolean elsewhere = dice.percent(30);
    boolean likeOld = dice.percent(40);
    List<String> natural = names(table, Shape.NEW);
    return new Place(
        names.remove(),
        elsewhere,
        likeOld ? likeOld(table) : dice.shuffled(natural),
        likeOld ? Partitioning.NONE : partitioning(natural, table),
        likeOld,
        Optional.empty());
  }

  /** As they are in a table that is made like the old one and then changed. */
  private static List<String> likeOld(Table table) {
    List<String> names = new ArrayList<>();
    for (Column column : table.columns(Shape.OLD)) {
      Optional<Change> change =
          table.changes().stream()
              .filter(of -> of.old().stream().anyMatch(column::isNamedLike))
              .findFirst();
      if (change.isEmpty() || column.name().equals(Table.ID)) {
        names.add(column.name());
      } else if (change.get().isRename()) {
        names.add(change.get().fresh().get(0).name());
      }
    }
    table.columns(Shape.NEW).stream()
        .map(Column::name)
        .filter(name -> !names.contains(name))
        .forEach(names::add);
    return names;
  }

  /**
   * Two parts of the rows of a table, which is described as if its columns alone changed.
   *
   * @param by the column by which; else it is by the key
   */
  Move splitting(Table table, Optional<Splits> by) {
    boolean elsewhere = dice.percent(30);
    List<String> parts = List.of(names.remove(), names.remove());
    Place whole =
        new Place(
            names.remove(),
            elsewhere,
            dice.shuffled(names(table, Shape.NEW)),
            Partitioning.NONE,
            false,
            Optional.empty());
    Split byKey = dice.percent(50) ? Split.hash(parts) : Split.range(parts);
    return new Move.Splitting(whole, by.map(column -> column.split(parts)).orElse(byKey));
  }

  Move uniting(String column) {
    return new Move.Uniting(names.remove(), names.remove(), column);
  }

  /**
   * The columns of each part: a further one has at least one beside the key. Now and then those
   * that a change goes by stay together, so that an application can speak of the parts.
   */
  private List<List<String>> apart(Table table, Shape shape) {
    List<String> natural = names(table, shape);
    List<Set<String>> groups =
        dice.shuffled(dice.percent(60) ? together(table, shape) : each(natural));
    int count = Math.min(dice.any(2, 2, 3), groups.size() + 1);
    List<List<String>> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(new ArrayList<>(List.of(Table.ID)));
    }
    for (int i = 0; i < groups.size(); i++) {
      taken.get(i + 1 < count ? i + 1 : dice.below(count)).addAll(groups.get(i));
    }
    return taken.stream().map(part -> natural.stream().filter(part::contains).toList()).toList();
  }

  private static List<Set<String>> each(List<String> natural) {
    return natural.stream().filter(name -> !name.equals(Table.ID)).map(Set::of).toList();
  }

  /** The columns by which one change goes are together, and so are those of two that share one. */
  private static List<Set<String>> together(Table table, Shape shape) {
    List<Set<String>> groups = new ArrayList<>(each(names(table, shape)));
    for (Change change : table.changes()) {
      Set<String> needed =
          Stream.concat(change.columns(shape).stream().map(Column::name), change.inputs().stream())
              .collect(Collectors.toSet());
      Set<String> joined = new TreeSet<>();
      groups.stream().filter(group -> !Collections.disjoint(group, needed)).forEach(joined::addAll);
      if (!joined.isEmpty()) {
        groups.removeIf(joined::containsAll);
        groups.add(joined);
      }
    }
    return groups;
  }

  private Place.Reference reference(int part) {
    return new Place.Reference(
        dice.below(part),
        dice.any("", " ON DELETE CASCADE", " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"));
  }

  private static List<String> names(Table table, Shape shape) {
    return table.columns(shape).stream().map(Column::name).toList();
  }

  private Partitioning partitioning(List<String> columns, Table table) {
    // What is unique in a table must have the partition's key in it.
    boolean unique =
        Stream.of(Shape.values())
            .flatMap(shape -> table.columns(shape).stream())
            .filter(column -> columns.contains(column.name()))
            .anyMatch(column -> column.demands().unique() && !column.name().equals(Table.ID));
    return unique || dice.percent(40)
        ? Partitioning.NONE
        : dice.any(Partitioning.HASH, Partitioning.RANGE, Partitioning.LIST);
  }

  /** In another schema a table may keep its name. */
  private String name(String old, boolean elsewhere) {
    return elsewhere && dice.percent(40) ? old : names.remove();
  }
}
