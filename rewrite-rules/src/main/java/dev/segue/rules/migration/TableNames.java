package dev.segue.rules.migration;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Sees to it that names tell tables apart: a table is renamed once, into a name that no other one
 * has or gets, and the file goes on naming it by the old one.
 */
final class TableNames {

  private record Renaming(TableName table, Node at) {}

  private final Mistakes mistakes;
  private final Map<TableName, Node> tables = new LinkedHashMap<>();
  private final Map<TableName, Renaming> byNewName = new LinkedHashMap<>();
  private final Map<TableName, Node> renamed = new HashMap<>();

  TableNames(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** A migration is one of this table. */
  void has(TableName table, Node at) {
    tables.putIfAbsent(table, at);
  }

  /** A migration gives a table another name. */
  void renames(TableName table, TableName name, Node at) {
    if (table.equals(name)) {
      mistakes.add(at, "table " + table + " is renamed to itself", "leave \"rename-table\" out");
      return;
    }
    Node earlier = renamed.putIfAbsent(table, at);
    if (earlier != null) {
      mistakes.add(
          at,
          "table " + table + " is renamed twice",
          "it is in line " + Mistakes.line(earlier) + " already");
      return;
    }
    Renaming other = byNewName.putIfAbsent(name, new Renaming(table, at));
    if (other != null) {
      mistakes.add(
          at,
          "two tables are renamed to " + name,
          "the other one is in line " + Mistakes.line(other.at()));
    }
  }

  /** Checks what can only be told once all migrations are read. */
  void check() {
    byNewName.forEach(
        (name, renaming) -> {
          Node other = tables.get(name);
          if (other != null) {
            mistakes.add(
                other,
                name + " is the new name of table " + renaming.table(),
                "that is in line "
                    + Mistakes.line(renaming.at())
                    + "; name the table as the old shape does, or finish one migration before the next");
          }
        });
  }
}
