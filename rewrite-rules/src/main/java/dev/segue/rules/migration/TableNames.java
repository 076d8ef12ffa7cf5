package dev.segue.rules.migration;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Sees to it that names tell tables apart: a table is renamed or copied once, to a name that no
 * other one has or gets, and the file goes on naming it by the old one. What is copied has no other
 * migration meanwhile.
 */
final class TableNames {

  private record Renaming(TableName table, Node at) {}

  /** What becomes of a table's name, in messages. */
  private enum Becoming {
    RENAMED("renamed", "rename-table"),
    COPIED("copied", "copy");

    private final String word;
    private final String key;

    Becoming(String word, String key) {
      this.word = word;
      this.key = key;
    }
  }

  private final Mistakes mistakes;
  private final Map<TableName, Node> tables = new LinkedHashMap<>();
  private final Map<TableName, Renaming> byNewName = new LinkedHashMap<>();
  private final Map<TableName, Node> renamed = new HashMap<>();
  private final Map<TableName, Node> copied = new HashMap<>();
  private final Map<TableName, Node> again = new LinkedHashMap<>();

  TableNames(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** A migration is one of this table. */
  void has(TableName table, Node at) {
    if (tables.putIfAbsent(table, at) != null) {
      again.putIfAbsent(table, at);
    }
  }

  /** A migration gives a table another name. */
  void renames(TableName table, TableName name, Node at) {
    becomes(table, name, at, Becoming.RENAMED);
  }

  /** A migration copies a table to another one. */
  void copies(TableName table, TableName name, Node at) {
    copied.putIfAbsent(table, at);
    becomes(table, name, at, Becoming.COPIED);
  }

  private void becomes(TableName table, TableName name, Node at, Becoming how) {
    if (table.equals(name)) {
      mistakes.add(
          at, "table " + table + " is " + how.word + " to itself", "leave \"" + how.key + "\" out");
      return;
    }
    Node earlier = renamed.putIfAbsent(table, at);
    if (earlier != null) {
      mistakes.add(
          at,
          "table " + table + " is " + how.word + " twice",
          "it is in line " + Mistakes.line(earlier) + " already");
      return;
    }
    Renaming other = byNewName.putIfAbsent(name, new Renaming(table, at));
    if (other != null) {
      mistakes.add(
          at,
          "two tables are " + how.word + " to " + name,
          "the other one is in line " + Mistakes.line(other.at()));
    }
  }

  /** Checks what can only be told once all migrations are read. */
  void check() {
    copied.forEach(
        (table, at) -> {
          Node other = again.get(table);
          if (other != null) {
            mistakes.add(
                other,
                "table " + table + " is copied by another migration",
                "that is in line "
                    + Mistakes.line(at)
                    + "; write what changes of its columns there, or finish one migration before the next");
          }
        });
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
