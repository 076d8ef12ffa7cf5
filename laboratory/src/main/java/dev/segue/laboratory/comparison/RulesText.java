package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Change;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Lookups;
import dev.segue.laboratory.world.Migration;
import dev.segue.laboratory.world.Move;
import dev.segue.laboratory.world.Split;
import dev.segue.laboratory.world.Table;
import dev.segue.laboratory.world.World;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules of a world as a file, for one station or for all of them. */
final class RulesText {

  private final StringBuilder yaml = new StringBuilder("segue: 1\nmigrations:\n");

  private RulesText() {}

  static String of(World world, List<Station> stations) {
    RulesText text = new RulesText();
    for (Station station : stations) {
      for (Table table : world.tables()) {
        for (Migration migration : table.migrations()) {
          if (migration.changes().stream().noneMatch(Change::isArrival)) {
            text.migration(station, world, table, migration);
          }
        }
      }
    }
    return text.yaml.toString();
  }

  private void migration(Station station, World world, Table table, Migration migration) {
    yaml.append("  %s:\n".formatted(station.id(migration)));
    if (migration.move().isPresent() && migration.move().get() instanceof Move.Uniting uniting) {
      unite(station, table, uniting);
      return;
    }
    yaml.append(
        "    table: %s\n"
            .formatted(
                quoted(Stored.of(table, Shape.OLD, station.schema(), true).toList().get(0).sql())));
    if (migration.departure().isPresent()) {
      departure(station, world.table(table.parent().orElseThrow()), migration);
      return;
    }
    if (migration.byTriggers()) {
      yaml.append("    write-mode: trigger\n");
    }
    table
        .move()
        .filter(move -> migration.move().isPresent())
        .ifPresent(move -> move(station, table, move));
    List<Change> renames = migration.changes().stream().filter(Change::isRename).toList();
    if (!renames.isEmpty()) {
      String names =
          renames.stream()
              .map(
                  change ->
                      quoted(change.old().get(0).name())
                          + ": "
                          + quoted(change.fresh().get(0).name()))
              .collect(Collectors.joining(", "));
      yaml.append("    rename: { %s }\n".formatted(names));
    }
    migration.changes().stream()
        .filter(Change::isLookup)
        .forEach(change -> lookup(station, change));
    List<Change> others =
        migration.changes().stream()
            .filter(change -> !change.isRename() && !change.isLookup())
            .toList();
    if (!others.isEmpty()) {
      yaml.append("    columns:\n");
      others.forEach(this::change);
    }
  }

  private void move(Station station, Table table, Move move) {
    if (move instanceof Move.Renaming renaming) {
      String schema = Stored.schema(station.schema(), renaming.elsewhere());
      yaml.append("    rename-table: %s\n".formatted(quoted(schema + "." + renaming.name())));
      return;
    }
    List<Stored> all = Stored.of(table, Shape.NEW, station.schema(), true).toList();
    if (move instanceof Move.Splitting splitting) {
      split(all.get(0), splitting.split());
      return;
    }
    boolean apart = all.size() > 1;
    yaml.append(
        apart ? "    decompose:\n" : move instanceof Move.Joining ? "    join:\n" : "    copy:\n");
    String lead = apart ? "      - { " : "      { ";
    for (Stored stored : all) {
      List<String> keys = new ArrayList<>();
      if (move instanceof Move.Joining) {
        keys.add("with: [" + joined(station, table) + "]");
      }
      keys.add("to: " + quoted(stored.sql()));
      if (stored != all.get(0)) {
        keys.add("columns: [" + columns(stored) + "]");
      }
      if (!stored.place().orElseThrow().likeOld()) {
        keys.add("create: " + quoted(PlaceScript.created(stored).replace('\n', ' ')));
      }
      yaml.append(lead).append(String.join(", ", keys)).append(" }\n");
    }
  }

  private void departure(Station station, Table target, Migration migration) {
    Column old = migration.departure().orElseThrow().old().get(0);
    Column fresh = target.migration(migration.id()).changes().get(0).fresh().get(0);
    yaml.append(
        "    move: { column: { %s: %s }, to: %s, by: { %s: %s }, as: %s }\n"
            .formatted(
                quoted(old.name()),
                quoted(old.type()),
                quoted(station.schema() + "." + target.name()),
                Table.PARENT,
                Table.ID,
                quoted(fresh.name())));
  }

  private void split(Stored whole, Split split) {
    String parts =
        split.parts().stream()
            .map(
                part ->
                    "{ to: %s%s }".formatted(quoted(SplitScript.name(whole, part)), part.keys()))
            .collect(Collectors.joining(", "));
    yaml.append(
        "    split-rows: { to: %s, %s: %s, parts: [%s], create: %s }\n"
            .formatted(
                quoted(whole.sql()),
                split.method(),
                quoted(split.column()),
                parts,
                quoted(SplitScript.created(whole, split).replace('\n', ' '))));
  }

  private void unite(Station station, Table table, Move.Uniting move) {
    yaml.append(
        ("    unite: { to: %s, column: { %s: text },"
                + " tables: [{ table: %s, value: here }, { table: %s, value: there }] }\n")
            .formatted(
                quoted(station.schema() + "." + move.name()),
                quoted(move.column()),
                quoted(station.schema() + "." + table.name()),
                quoted(station.schema() + "." + move.other())));
  }

  private static String joined(Station station, Table table) {
    return Stored.of(table, Shape.OLD, station.schema(), true)
        .skip(1)
        .map(stored -> quoted(stored.sql()))
        .collect(Collectors.joining(", "));
  }

  private static String columns(Stored stored) {
    return stored.columns().stream()
        .map(Column::name)
        .filter(name -> !name.equals(Table.ID))
        .map(RulesText::quoted)
        .collect(Collectors.joining(", "));
  }

  private void lookup(Station station, Change change) {
    yaml.append("    lookup:\n");
    side("      ", "column", change.old(), Column::type);
    side("      ", "to", change.fresh(), Column::type);
    yaml.append(
        "      table: %s\n      key: %s\n      value: %s\n"
            .formatted(
                quoted(station.schema() + "." + Lookups.table(change).sql()),
                Lookups.KEY,
                Lookups.VALUE));
  }

  private void change(Change change) {
    String lead = "      - ";
    lead = side(lead, "old", change.old(), Column::type);
    lead = side(lead, "new", change.fresh(), Column::type);
    lead = side(lead, "up", change.fresh(), fresh -> change.mapping(fresh, Shape.NEW));
    lead = side(lead, "down", change.old(), old -> change.mapping(old, Shape.OLD));
    if (!change.marks().isEmpty()) {
      yaml.append(lead).append(change.marks()).append(": true\n");
    }
  }

  private String side(
      String lead, String key, List<Column> columns, Function<Column, String> value) {
    if (columns.isEmpty()) {
      return lead;
    }
    yaml.append(
        columns.stream()
            .map(column -> quoted(column.name()) + ": " + quoted(value.apply(column)))
            .collect(Collectors.joining(", ", lead + key + ": { ", " }\n")));
    return "        ";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
