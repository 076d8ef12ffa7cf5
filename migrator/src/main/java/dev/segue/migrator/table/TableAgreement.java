package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.route.Shape;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether one table can take the place of another: rows of the one can be written to the other,
 * whole, and are told apart there as here. Where several tables take its place it is asked of each,
 * about what that one takes; where it takes the place of several, about what all of them have.
 * Asked of tables on a connection, so that it can be asked before they are committed.
 */
public final class TableAgreement {

  /**
   * Something that does not agree.
   *
   * @param object the column that it is about, or the table
   */
  public record Problem(String object, String fact, String detail, String hint) {}

  private static final String KIND =
      "SELECT relkind FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)";

  private final Connection connection;
  private final Migration migration;
  private final TableName fresh;
  private final Map<String, String> newTypes;
  private final Map<String, TableName> owners = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final KeyAgreement keys;

  private TableAgreement(
      Connection connection, Migration migration, TableName fresh, Map<String, String> newTypes)
      throws SQLException {
    this.connection = connection;
    this.migration = migration;
    this.fresh = fresh;
    this.newTypes = newTypes;
    this.keys = new KeyAgreement(connection, migration, fresh);
  }

  /**
   * What does not agree; nothing where all is well. The connection's search path must be empty, so
   * that names of types are whole.
   *
   * @param newTypes by column of the rule's new shape, the type that it must have
   */
  public static List<Problem> problems(
      Connection connection, Migration migration, Map<String, String> newTypes)
      throws SQLException {
    Map<String, Problem> problems = new LinkedHashMap<>();
    for (TableName fresh : migration.tables(Shape.NEW)) {
      TableAgreement agreement = new TableAgreement(connection, migration, fresh, newTypes);
      agreement.run();
      agreement.problems.forEach(problem -> problems.putIfAbsent(problem.fact(), problem));
    }
    PartsThere.problems(connection, migration.copied().orElseThrow())
        .forEach(problem -> problems.putIfAbsent(problem.fact(), problem));
    return List.copyOf(problems.values());
  }

  private void run() throws SQLException {
    for (TableName old : migration.tables(Shape.OLD)) {
      isTable(Shape.OLD, old);
    }
    isTable(Shape.NEW, fresh);
    if (!problems.isEmpty()) {
      return;
    }
    Map<String, ColumnFacts> old = new LinkedHashMap<>();
    for (TableName table : migration.tables(Shape.OLD)) {
      ColumnFacts.of(connection, sqlName(table))
          .forEach(
              (name, column) -> {
                if (old.putIfAbsent(name, column) == null) {
                  owners.put(name, table);
                }
              });
    }
    Map<String, ColumnFacts> there = ColumnFacts.of(connection, sqlName(fresh));
    Set<String> common = common(old, there);
    for (ColumnChange change : migration.changes()) {
      change.oldColumns().forEach(column -> present(Shape.OLD, old, column.name()));
      change.newColumns().stream()
          .map(ShapeColumn::name)
          .filter(keys::takes)
          .forEach(column -> changed(there, column));
      change.inputs().stream()
          .filter(input -> keys.takes(input) && !common.contains(input))
          .forEach(input -> input(old, there, input));
    }
    common.forEach(name -> sameType(old.get(name), there.get(name)));
    old.values().forEach(column -> hasPlace(column, there));
    there.values().forEach(column -> getsValue(column, common));
    there.values().forEach(column -> drawsFromTheSame(column, common, old));
    problems.addAll(keys.problems(common));
  }

  private void isTable(Shape shape, TableName name) throws SQLException {
    String kind = kind(name);
    if (!kind.equals("r") && !kind.equals("p")) {
      problem(
          name.toString(),
          kind.isEmpty()
              ? "there is no table %s".formatted(name)
              : "%s is not a table".formatted(name),
          "It is %s table of the %s shape."
              .formatted(migration.tables(shape).size() == 1 ? "the" : "a", shape.word()),
          "Let \"create\" make it, or mend its name in the rules file.");
    }
  }

  private Set<String> common(Map<String, ColumnFacts> old, Map<String, ColumnFacts> there) {
    Set<String> common = new LinkedHashSet<>(old.keySet());
    common.retainAll(there.keySet());
    common.removeIf(
        name ->
            !keys.takes(name)
                || migration.changeOf(Shape.OLD, name).isPresent()
                || migration.changeOf(Shape.NEW, name).isPresent());
    return common;
  }

  private void present(Shape shape, Map<String, ColumnFacts> columns, String name) {
    if (!columns.containsKey(name)) {
      problem(
          name,
          "table %s has no column \"%s\"".formatted(owner(shape, name), name),
          "The rule names it for the %s shape.".formatted(shape.word()),
          shape == Shape.OLD
              ? "Mend the name in the rules file."
              : "Add it, or mend the name in the rules file.");
    }
  }

  private void changed(Map<String, ColumnFacts> there, String name) {
    present(Shape.NEW, there, name);
    ColumnFacts column = there.get(name);
    if (column == null) {
      return;
    }
    String wanted = newTypes.get(name);
    if (!column.type().equals(wanted)) {
      problem(
          name,
          "column \"%s\" of %s is %s".formatted(name, fresh, column.type()),
          "The rule has it as %s.".formatted(wanted),
          "Give it that type, or mend the rule.");
    }
    if (column.generated()) {
      problem(
          name,
          "column \"%s\" of %s is generated by the database".formatted(name, fresh),
          "Both shapes are written, and nothing can be written to it.",
          "Make it a plain column.");
    }
  }

  private void input(Map<String, ColumnFacts> old, Map<String, ColumnFacts> there, String name) {
    present(Shape.OLD, old, name);
    present(Shape.NEW, there, name);
  }

  private void sameType(ColumnFacts old, ColumnFacts there) {
    if (!old.type().equals(there.type())) {
      problem(
          old.name(),
          "column \"%s\" is %s in %s and %s in %s"
              .formatted(old.name(), old.type(), owner(Shape.OLD, old.name()), there.type(), fresh),
          "No change of the rule has it, so that its values go over as they are.",
          "Give both the same type, or add a change of the column to the rule.");
    }
    if (there.generated() && !old.generated()) {
      problem(
          old.name(),
          "column \"%s\" of %s is generated by the database".formatted(old.name(), fresh),
          "That of %s is not, and what it holds cannot be written there."
              .formatted(owner(Shape.OLD, old.name())),
          "Make it a plain column.");
    }
  }

  private void hasPlace(ColumnFacts old, Map<String, ColumnFacts> columns) {
    boolean changed = migration.changeOf(Shape.OLD, old.name()).isPresent();
    boolean there = columns.containsKey(old.name());
    boolean taken = migration.changeOf(Shape.NEW, old.name()).isPresent();
    if (!changed && keys.takes(old.name()) && (!there || taken)) {
      problem(
          old.name(),
          "column \"%s\" of %s has no place in %s"
              .formatted(old.name(), owner(Shape.OLD, old.name()), fresh),
          "What it holds would be lost.",
          "Add it there, or add a change to the rule that drops it or makes another one of it.");
    }
  }

  private void getsValue(ColumnFacts column, Set<String> common) {
    boolean written = isWritten(column.name(), common);
    boolean byItself = column.hasDefault() || column.identity() || column.generated();
    if (column.notNull() && !written && !byItself) {
      problem(
          column.name(),
          "column \"%s\" of %s must have a value and gets none".formatted(column.name(), fresh),
          "The old table has no such column, and no change of the rule gives it one.",
          "Give it a default, let it be null, or add a change to the rule.");
    }
  }

  /** A row may come into being in either table: numbers must come from one sequence. */
  private void drawsFromTheSame(
      ColumnFacts column, Set<String> common, Map<String, ColumnFacts> old) {
    if (!isWritten(column.name(), common) || column.sequences().isEmpty()) {
      return;
    }
    if (keys.isOfFurther(column.name())) {
      problem(
          column.name(),
          "key column \"%s\" of %s draws from a sequence".formatted(column.name(), fresh),
          "A row gets its number in %s, and has the same one here."
              .formatted(migration.table(Shape.NEW)),
          "Drop its default; let it be no identity column.");
      return;
    }
    ColumnFacts source = old.get(sourceOf(column.name()));
    if (source != null
        && (column.identity() || !source.sequences().containsAll(column.sequences()))) {
      problem(
          column.name(),
          "column \"%s\" of %s draws from a sequence of its own".formatted(column.name(), fresh),
          "Rows are first written to the one table or to the other, and would get the same"
              + " numbers.",
          source.sequences().isEmpty()
              ? "Drop its default."
              : "Let it be no identity column, with DEFAULT nextval('%s')."
                  .formatted(source.sequences().iterator().next()));
    }
  }

  private String sourceOf(String newColumn) {
    return migration
        .changeOf(Shape.NEW, newColumn)
        .filter(change -> change.oldColumns().size() == 1)
        .map(change -> change.oldColumns().get(0).name())
        .orElse(newColumn);
  }

  private boolean isWritten(String newColumn, Set<String> common) {
    return common.contains(newColumn)
        || (keys.takes(newColumn) && migration.changeOf(Shape.NEW, newColumn).isPresent());
  }

  private String kind(TableName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KIND)) {
      statement.setString(1, sqlName(table));
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? result.getString(1) : "";
      }
    }
  }

  /** The table that has a column, or would have it. */
  private TableName owner(Shape shape, String column) {
    return shape == Shape.OLD ? owners.getOrDefault(column, migration.table()) : fresh;
  }

  private static String sqlName(TableName table) {
    return Quoted.table(table.schema(), table.name());
  }

  private void problem(String object, String fact, String detail, String hint) {
    problems.add(new Problem(object, fact, detail, hint));
  }
}
