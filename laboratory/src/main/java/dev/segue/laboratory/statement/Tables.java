package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tables of a world as an application knows them.
 *
 * @param postgres the major version of the server
 */
record Tables(World world, Shape spoken, int postgres, Dice dice) {

  /** Stands for the schema of the copy that a statement runs on. */
  static final String SCHEMA = "in_schema";

  /** What stands behind the schema's name for the schema beside it. */
  static final String ELSEWHERE = "_2";

  /** Any table, those that migrate more often. */
  Table any() {
    Table one = dice.pick(world.tables());
    return one.migrations().isEmpty() ? dice.pick(world.tables()) : one;
  }

  /** Those that are not parts of a row that the other shape has as one: written by themselves. */
  List<Table> wholes() {
    return world.tables().stream().filter(table -> !isPart(table)).toList();
  }

  /** The parts, those of each row together, the first one of them first. */
  List<List<Table>> parts() {
    return List.copyOf(
        world.tables().stream()
            .filter(this::isPart)
            .collect(Collectors.groupingBy(Table::name, LinkedHashMap::new, Collectors.toList()))
            .values());
  }

  /** Those of which a column goes to another table, as long as they have it. */
  List<Table> sharing() {
    return world.tables().stream()
        .filter(table -> spoken == Shape.OLD && table.departing().isPresent())
        .toList();
  }

  boolean isPart(Table table) {
    return table.isPart(spoken);
  }

  /** Any table that is written by itself. */
  Table written() {
    Table one = any();
    return isPart(one) ? dice.pick(wholes()) : one;
  }

  /** Whether the server knows what a version brought. */
  boolean since(int version) {
    return postgres >= version;
  }

  List<Column> columns(Table table) {
    return table.columns(spoken);
  }

  /** Whether the other columns of a row depend on its {@code id}, in every shape. */
  boolean hasKeyAlone(Table table) {
    return table.hasKeyAlone(spoken);
  }

  /** Whether a row can be inserted that may meet another one of its {@code id}. */
  boolean mayConflict(Table table) {
    return table.keepsKeyApart(spoken) && !table.takesRowsOver();
  }

  /** Whether an application leaves a column to its default. */
  boolean leftAlone(Table table, Column column) {
    return table.leftAlone(spoken).contains(column.name());
  }

  Relation relation(Table table, String qualifier) {
    return new Relation(
        qualifier, columns(table).stream().map(Output::of).toList(), Optional.of(table));
  }

  /** The table's name alone. */
  String bare(Table table) {
    return table.name(spoken);
  }

  /** The table's name, now and then with its schema. */
  String name(Table table) {
    return dice.percent(8)
        ? SCHEMA + (table.elsewhere(spoken) ? ELSEWHERE : "") + "." + bare(table)
        : bare(table);
  }

  /** An {@code ONLY} now and then, where the table has no partitions in either shape. */
  String only(Table table) {
    return dice.percent(5) && !table.isPartitionedAnew() ? "ONLY " : "";
  }

  /** Whether its rows can be copied out of it without a query. */
  boolean isCopiedOut(Table table) {
    return spoken == Shape.OLD || !table.isPartitionedAnew();
  }

  /** A column of the shape that is not spoken. */
  Optional<Column> hidden(Table table) {
    List<Column> all =
        table.changes().stream()
            .flatMap(change -> change.columns(spoken.opposite()).stream())
            .filter(column -> columns(table).stream().noneMatch(column::isNamedLike))
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(dice.pick(all));
  }
}
