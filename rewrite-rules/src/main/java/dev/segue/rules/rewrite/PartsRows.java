package dev.segue.rules.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows that a {@link PartsWrite} writes: where they come from, and what is done with them in
 * each part. They have columns of the parts, under names of the writer's.
 */
interface PartsRows {

  /** The columns that they have, by their names in the parts. */
  List<String> columns();

  /** Writes the query that finds, locks and computes them, with {@link #columns} in their order. */
  void query(SqlWriter out);

  /** Whether they change anything in a part. */
  boolean writes(Follower part);

  /** Whether what a part holds behind the write may be other than what the rows have. */
  boolean changesStored();

  /** Whether they are found by a join with something else. */
  default boolean joins() {
    return false;
  }

  /** Whether the first part is written before the others, which go by what it returns. */
  default boolean firstLeads() {
    return false;
  }

  /**
   * Writes the command that brings a part to what they are.
   *
   * @param rows the name under which they stand
   * @param given by column of the parts, its name there
   * @param first what the first part returns, where it leads and this is another one
   */
  void write(
      SqlWriter out,
      Follower part,
      String rows,
      Function<String, String> given,
      Optional<String> first);

  /** Writes the command by which the other table follows, given the rows as they are stored. */
  void follow(SqlWriter out, Follower follower, String rows, Function<String, String> given);
}
