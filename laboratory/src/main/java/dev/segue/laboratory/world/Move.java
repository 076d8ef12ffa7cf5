package dev.segue.laboratory.world;

import java.util.List;

/**
 * What becomes of a table as a whole: it gets another name, other tables take its place, or it is
 * made of several.
 */
public sealed interface Move {

  /**
   * One table that has the old name first and the new one later.
   *
   * @param name the name in the new shape, as SQL has it
   * @param elsewhere whether it is in another schema
   */
  record Renaming(String name, boolean elsewhere) implements Move {}

  /** Another table that has all columns of the new shape. */
  record Copying(Place table) implements Move {}

  /**
   * Several tables that have the columns of the new shape among them, each with the primary key.
   *
   * @param parts the first of them has what no other one takes
   */
  record Decomposing(List<Place> parts) implements Move {

    /** Copies the list. */
    public Decomposing {
      parts = List.copyOf(parts);
    }
  }

  /**
   * One table that is made of several, which have the columns of the old shape among them, each
   * with the primary key.
   *
   * @param parts the first of them is where a row gets its number
   * @param table has all columns of the new shape
   */
  record Joining(List<Place> parts, Place table) implements Move {

    /** Copies the list. */
    public Joining {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Parts that take the rows of a table, each some of them.
   *
   * @param whole has the rows of all parts, and all columns of the new shape
   */
  record Splitting(Place whole, Split split) implements Move {}

  /**
   * One of the parts that take the rows of a table, as an application knows it that names it.
   *
   * @param table has all columns of the new shape, and of the rows its share
   */
  record Part(Place table, Split split) implements Move {}

  /**
   * A table that becomes a partition of one, as another one does.
   *
   * @param name the one table's, as SQL has it
   * @param other the other one's
   * @param column tells of which of them a row is
   */
  record Uniting(String name, String other, String column) implements Move {}
}
