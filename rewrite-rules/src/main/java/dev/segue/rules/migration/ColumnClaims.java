package dev.segue.rules.migration;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Sees to it that a column is changed once: in one change, of one migration, on one side. */
final class ColumnClaims {

  private record Column(String table, String name) {}

  private record Claim(String migration, int line) {}

  private final Mistakes mistakes;
  private final Map<Column, Claim> claims = new HashMap<>();

  ColumnClaims(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Where a migration claims its columns; without a table it is checked against itself only. */
  Claimant of(String migration, Optional<TableName> table) {
    return new Claimant(migration, table.map(TableName::toString).orElse("? " + migration));
  }

  /** A migration that claims columns of its table. */
  final class Claimant {

    private final String migration;
    private final String table;

    private Claimant(String migration, String table) {
      this.migration = migration;
      this.table = table;
    }

    /** Claims both columns of one change. */
    void claim(Optional<String> oldName, Optional<String> newName, Node oldAt, Node newAt) {
      oldName.ifPresent(name -> claim(name, oldAt));
      if (newName.isPresent() && newName.equals(oldName)) {
        mistakes.add(
            newAt,
            "column \"" + newName.get() + "\" is both old and new",
            "name the new column differently: both are there until the old one is dropped");
      } else {
        newName.ifPresent(name -> claim(name, newAt));
      }
    }

    private void claim(String name, Node at) {
      Claim first =
          claims.putIfAbsent(new Column(table, name), new Claim(migration, Mistakes.line(at)));
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
                + table
                + " is changed by migration \""
                + first.migration()
                + "\" too",
            "that is in line " + first.line() + "; finish one migration before the next");
      }
    }
  }
}
