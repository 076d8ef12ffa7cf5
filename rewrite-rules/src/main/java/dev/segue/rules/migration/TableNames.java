package dev.segue.rules.migration;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Sees to it that names tell tables apart: a table is renamed or copied once, to a name that no
 * other one has or gets, and the file goes on naming it by the old one. What is copied, or joined
 * with others, has no other migration meanwhile.
 */
final class TableNames {

  private record Renaming(TableName table, Node at) {}

  private record Replacing(Becoming how, Node at) {}

  /** What becomes of a table's name, in messages. */
  private enum Becoming {
    RENAMED("renamed", "rename-table"),
    COPIED("copied", "copy"),
    DECOMPOSED("decomposed", "decompose"),
    JOINED("joined", "join"),
    SPLIT("split", "split-rows"),
    UNITED("united", "unite");

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
  private final Map<TableName, Replacing> replaced = new HashMap<>();
  private final Map<TableName, Node> again = new LinkedHashMap<>();
  private final Map<TableName, Node> lookups = new LinkedHashMap<>();
  private final Map<TableName, Node> moving = new LinkedHashMap<>();

  TableNames(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** A migration is one of this table. */
  void has(TableName table, Node at) {
    if (tables.putIfAbsent(table, at) != null) {
      again.putIfAbsent(table, at);
    }
  }

  /** A migration extracts values into this table. */
  void looksUp(TableName table, Node at) {
    lookups.putIfAbsent(table, at);
  }

  /** A migration moves a column from this table, or to it. */
  void moves(TableName table, Node at) {
    moving.putIfAbsent(table, at);
  }

  /** A migration gives a table another name. */
  void renames(TableName table, TableName name, Node at) {
    becomes(table, name, at, Becoming.RENAMED);
  }

  /** A migration copies a table to another one. */
  void copies(TableName table, TableName name, Node at) {
    replaced.putIfAbsent(table, new Replacing(Becoming.COPIED, at));
    becomes(table, name, at, Becoming.COPIED);
  }

  /** A migration decomposes a table; this is the first one that it becomes. */
  void decomposes(TableName table, TableName name, Node at) {
    replaced.putIfAbsent(table, new Replacing(Becoming.DECOMPOSED, at));
    becomes(table, name, at, Becoming.DECOMPOSED);
  }

  /** A further one that a table becomes which is decomposed. */
  void takesPart(TableName table, TableName name, Node at) {
    if (isAnother(table, name, at, Becoming.DECOMPOSED)) {
      isFree(table, name, at, Becoming.DECOMPOSED);
    }
  }

  /** A migration splits a table by its rows; this is the one that has all parts. */
  void splits(TableName table, TableName name, Node at) {
    replaced.putIfAbsent(table, new Replacing(Becoming.SPLIT, at));
    becomes(table, name, at, Becoming.SPLIT);
  }

  /** One of the parts that take the rows of a table. */
  void takesRows(TableName table, TableName name, Node at) {
    if (isAnother(table, name, at, Becoming.SPLIT)) {
      isFree(table, name, at, Becoming.SPLIT);
    }
  }

  /** A migration joins a table, and others, to one; this is what they become. */
  void joins(TableName table, TableName name, Node at) {
    replaced.putIfAbsent(table, new Replacing(Becoming.JOINED, at));
    becomes(table, name, at, Becoming.JOINED);
  }

  /** A further one of the tables that a migration joins. */
  void isJoined(TableName table, TableName further, Node at) {
    if (table.equals(further)) {
      mistakes.add(at, "table " + table + " is joined with itself", "leave it out");
      return;
    }
    replaced.putIfAbsent(further, new Replacing(Becoming.JOINED, at));
    has(further, at);
  }

  /**
   * A migration unites a table with others.
   *
   * @param first whether it is the first of those that become this one
   */
  void unites(TableName table, TableName name, Node at, boolean first) {
    replaced.putIfAbsent(table, new Replacing(Becoming.UNITED, at));
    if (isAnother(table, name, at, Becoming.UNITED)) {
      isOnce(table, at, Becoming.UNITED);
      if (first) {
        isFree(table, name, at, Becoming.UNITED);
      }
    }
  }

  private void becomes(TableName table, TableName name, Node at, Becoming how) {
    if (isAnother(table, name, at, how) && isOnce(table, at, how)) {
      isFree(table, name, at, how);
    }
  }

  private boolean isOnce(TableName table, Node at, Becoming how) {
    Node earlier = renamed.putIfAbsent(table, at);
    if (earlier != null) {
      mistakes.add(
          at,
          "table " + table + " is " + how.word + " twice",
          "it is in line " + Mistakes.line(earlier) + " already");
    }
    return earlier == null;
  }

  private boolean isAnother(TableName table, TableName name, Node at, Becoming how) {
    if (table.equals(name)) {
      mistakes.add(
          at, "table " + table + " is " + how.word + " to itself", "leave \"" + how.key + "\" out");
      return false;
    }
    return true;
  }

  private void isFree(TableName table, TableName name, Node at, Becoming how) {
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
    lookups.forEach(
        (table, at) -> {
          Node other = tables.get(table);
          if (other == null && byNewName.containsKey(table)) {
            other = byNewName.get(table).at();
          }
          if (other != null) {
            mistakes.add(
                at,
                "values are extracted into " + table + ", which is migrated itself",
                "that is in line "
                    + Mistakes.line(other)
                    + "; name another table, or finish one migration before the next");
          }
        });
    moving.forEach(
        (table, at) -> {
          Node other = renamed.get(table);
          if (other != null && !replaced.containsKey(table)) {
            mistakes.add(
                at,
                "a column is moved from or to " + table + ", which is renamed",
                "that is in line "
                    + Mistakes.line(other)
                    + "; finish one migration before the next");
          }
        });
    replaced.forEach(
        (table, replacing) -> {
          Node other = again.get(table);
          if (other != null) {
            mistakes.add(
                other,
                "table " + table + " is " + replacing.how().word + " by another migration",
                "that is in line "
                    + Mistakes.line(replacing.at())
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
