package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Script;
import java.util.List;
import java.util.Optional;

/**
 * What a text names: its relations, column references and written columns, each with its offset, in
 * the order of the text. Immutable.
 *
 * @param kind {@code SELECT} (VALUES and TABLE too), {@code INSERT}, {@code UPDATE}, {@code DELETE}
 *     or {@code MERGE}; of a command that holds another one, that command ({@code EXPLAIN}); of any
 *     other its first words; of several statements the first one's; empty for a blank text
 * @param relations tables, views, CTEs and what else stands where a table's name can
 * @param columns column references; what ON CONFLICT names is none
 * @param targets the columns of INSERT's list and the left sides of SET
 */
public record Inspection(
    String kind, List<Relation> relations, List<Column> columns, List<Target> targets) {

  public Inspection {
    relations = List.copyOf(relations);
    columns = List.copyOf(columns);
    targets = List.copyOf(targets);
  }

  /**
   * A name of a relation.
   *
   * @param at where the name, with its schema, starts
   */
  public record Relation(Optional<String> schema, String name, Optional<String> alias, int at) {}

  /**
   * A column reference.
   *
   * @param fields its names; {@code *} for a star
   */
  public record Column(List<String> fields, int at) {
    public Column {
      fields = List.copyOf(fields);
    }
  }

  /** A written column. */
  public record Target(String name, int at) {}

  /** What a text names. */
  public static Inspection of(Script script) {
    return new Inspector(script).inspection();
  }
}
