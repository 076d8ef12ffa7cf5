package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Change;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Move;
import dev.segue.laboratory.world.Partitioning;
import dev.segue.laboratory.world.Place;
import dev.segue.laboratory.world.Table;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * SQL that makes one of the tables that take another one's place: by commands of its own, or like
 * the old one, as expand does it.
 */
final class PlaceScript {

  private final Stored stored;
  private final Table table;
  private final Place place;
  private final List<String> commands = new ArrayList<>();

  private PlaceScript(Stored stored) {
    this.stored = stored;
    this.table = stored.table();
    this.place = stored.place().orElseThrow();
  }

  static String created(Stored stored) {
    Optional<Move> move = stored.table().move();
    if (move.isPresent() && move.get() instanceof Move.Splitting splitting) {
      return SplitScript.created(stored, splitting.split());
    }
    PlaceScript script = new PlaceScript(stored);
    if (script.place.likeOld()) {
      script.likeOld();
    } else {
      script.byItself();
    }
    return script.commands.stream().map(command -> command + ";").collect(Collectors.joining("\n"));
  }

  private void byItself() {
    Partitioning partitioning = place.partitioning();
    String columns =
        stored.columns().stream().map(this::definition).collect(Collectors.joining(", "));
    commands.add(
        "CREATE TABLE %s (%s)%s"
            .formatted(
                stored.sql(),
                columns,
                partitioning == Partitioning.NONE
                    ? ""
                    : " PARTITION BY " + partitioning.method() + " (id)"));
    for (int i = 0; i < partitioning.bounds().size(); i++) {
      partition(i, "FOR VALUES " + partitioning.bounds().get(i));
    }
    if (partitioning.leavesSome()) {
      partition(partitioning.bounds().size(), "DEFAULT");
    }
  }

  private void partition(int number, String bounds) {
    String of =
        (table.name() + (table.inParts().isPresent() ? "_" + place() : "")).replaceAll("\\W", "");
    commands.add(
        "CREATE TABLE %s.part_%d_%s PARTITION OF %s %s"
            .formatted(stored.around(), number, of, stored.sql(), bounds));
  }

  private int place() {
    return table.places(stored.shape()).indexOf(place);
  }

  private String definition(Column column) {
    if (!column.name().equals(Table.ID)) {
      return SchemaScript.definition(column);
    }
    String byDefault =
        table.key().generated() && place() == 0
            ? " DEFAULT nextval('%s')".formatted(sequence(table, stored.around()))
            : "";
    return "id " + column.type() + byDefault + " PRIMARY KEY" + reference();
  }

  private String reference() {
    return place
        .reference()
        .map(
            reference ->
                " REFERENCES "
                    + Stored.of(table, stored.shape(), stored.around(), true)
                        .toList()
                        .get(reference.part())
                        .sql()
                    + reference.options())
        .orElse("");
  }

  /** The sequence that the old table's key is drawn from. */
  static String sequence(Table table, String schema) {
    String bare = table.name().replace("\"", "");
    return schema
        + (bare.equals(table.name()) ? "." + bare + "_id_seq" : ".\"" + bare + "_id_seq\"");
  }

  private void likeOld() {
    commands.add(
        "CREATE TABLE %s (LIKE %s.%s INCLUDING ALL EXCLUDING IDENTITY)"
            .formatted(stored.sql(), stored.around(), table.name()));
    table.columns(Shape.OLD).stream()
        .filter(column -> isUnchanged(column) && !place.has(column))
        .forEach(column -> alter("DROP " + column.name()));
    table.changes().forEach(this::change);
    if (place() > 0) {
      alter("ALTER id DROP DEFAULT");
    }
    if (place.reference().isPresent()) {
      alter("ADD FOREIGN KEY (id)" + reference());
    }
  }

  private boolean isUnchanged(Column column) {
    return table.changes().stream()
        .flatMap(change -> change.old().stream())
        .noneMatch(column::isNamedLike);
  }

  private void change(Change change) {
    List<Column> taken = change.fresh().stream().filter(place::has).toList();
    if (change.old().stream().anyMatch(column -> column.name().equals(Table.ID))) {
      alter("ALTER id TYPE " + table.key(Shape.NEW).type());
    } else if (change.isRename() && !taken.isEmpty()) {
      alter("RENAME %s TO %s".formatted(change.old().get(0).name(), taken.get(0).name()));
    } else {
      change.old().forEach(column -> alter("DROP " + column.name()));
      taken.forEach(column -> alter("ADD " + SchemaScript.definition(column)));
    }
  }

  private void alter(String action) {
    commands.add("ALTER TABLE " + stored.sql() + " " + action);
  }
}
