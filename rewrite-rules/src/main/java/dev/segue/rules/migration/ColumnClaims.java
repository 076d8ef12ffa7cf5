package dev.segue.rules.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Sees to it that a column is changed once: in one change, of one migration, on one side; and that
 * a mapping reads besides only columns that nothing changes. Where a table is copied, each shape
 * has columns of its own.
 */
final class ColumnClaims {

  private record Column(String table, String name) {}

  private record Claim(String migration, int line) {}

  /** A mapping of a migration reads a column that its change does not have. */
  private record Input(
      Column column, String migration, ScalarNode mapping, int offset, String what) {}

  private final Mistakes mistakes;
  private final Map<Column, Claim> claims = new HashMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private final Map<Column, Integer> moves = new HashMap<>();

  ColumnClaims(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Where a migration claims its columns; without a table it is checked against itself only. */
  Claimant of(String migration, Optional<TableName> table) {
    String name = key(migration, table);
    return new Claimant(migration, name, name);
  }

  /** The same where the two shapes are two tables. */
  Claimant apart(String migration, Optional<TableName> table) {
    String name = key(migration, table);
    return new Claimant(migration, name, "the copy of " + name);
  }

  private static String key(String migration, Optional<TableName> table) {
    return table.map(TableName::toString).orElse("? " + migration);
  }

  /** Checks what mappings read besides, once all migrations have claimed their columns. */
  void checkInputs() {
    for (Input input : inputs) {
      Claim claim = claims.get(input.column());
      if (claim == null) {
        continue;
      }
      String name = input.what() + " refers to \"" + input.column().name() + "\", which ";
      if (claim.migration().equals(input.migration())) {
        mistakes.addWithin(
            input.mapping(),
            input.offset(),
            name + "another change of the migration has",
            Optional.of(
                "that is in line "
                    + claim.line()
                    + "; make one change of both, or compute from a column that stays"));
      } else {
        mistakes.addWithin(
            input.mapping(),
            input.offset(),
            name + "migration \"" + claim.migration() + "\" changes",
            Optional.of(
                "that is in line " + claim.line() + "; finish one migration before the next"));
      }
    }
  }

  /** A migration that claims columns of its table. */
  final class Claimant {

    private final String migration;
    private final String table;
    private final String newTable;

    private Claimant(String migration, String table, String newTable) {
      this.migration = migration;
      this.table = table;
      this.newTable = newTable;
    }

    /** Claims both columns of a rename. */
    void claim(Optional<String> oldName, Optional<String> newName, Node oldAt, Node newAt) {
      oldName.ifPresent(name -> claimOld(name, oldAt));
      newName.ifPresent(name -> claimNew(name, newAt, newName.equals(oldName)));
    }

    /** Claims a column of the old shape. */
    void claimOld(String name, Node at) {
      claim(table, name, at);
    }

    /**
     * Claims a column of the new shape.
     *
     * @param isOldToo whether the same change has a column of this name in the old shape
     */
    void claimNew(String name, Node at, boolean isOldToo) {
      if (isOldToo && table.equals(newTable)) {
        mistakes.add(
            at,
            "column \"" + name + "\" is both old and new",
            "name the new column differently: both are there until the old one is dropped");
      } else {
        claim(newTable, name, at);
      }
    }

    /**
     * Says that a mapping reads a column of the row that its own change does not have.
     *
     * @param what names the mapping in messages
     */
    void reads(String column, ScalarNode mapping, int offset, String what) {
      inputs.add(new Input(new Column(table, column), migration, mapping, offset, what));
      if (!table.equals(newTable)) {
        inputs.add(new Input(new Column(newTable, column), migration, mapping, offset, what));
      }
    }

    /** Says that a column moves by this one: a row takes one value along. */
    void movesBy(String reference, Node at) {
      Integer first = moves.putIfAbsent(new Column(table, reference), Mistakes.line(at));
      if (first != null) {
        mistakes.add(
            at,
            "two columns of " + table + " move by \"" + reference + "\"",
            "the other one does in line " + first + "; finish one migration before the next");
      }
    }

    private void claim(String owner, String name, Node at) {
      Claim first =
          claims.putIfAbsent(new Column(owner, name), new Claim(migration, Mistakes.line(at)));
      if (first == null) {
        return;
      }
      if (first.migration().equals(migration)) {
        mistakes.add(
            at,
            "column \"" + name + "\" is changed twice",
            "it is in line " + first.line() + " already");
      } else {
        mistakes.add(
            at,
            "column \""
                + name
                + "\" of "
                + owner
                + " is changed by migration \""
                + first.migration()
                + "\" too",
            "that is in line " + first.line() + "; finish one migration before the next");
      }
    }
  }
}
