package dev.segue.laboratory.world;

import java.util.List;
import java.util.Optional;

/**
 * A table with rows of its own that takes the place of another one, or of a part of it; or such a
 * part, of which one table is made.
 *
 * @param name as SQL has it
 * @param elsewhere whether it is in the schema beside
 * @param columns the names of its columns, as it shows them
 * @param partitioning how its rows are divided
 * @param likeOld whether it is made like the old table, as expand does it; else by commands of its
 *     own
 * @param reference the part that its key refers to
 */
public record Place(
    String name,
    boolean elsewhere,
    List<String> columns,
    Partitioning partitioning,
    boolean likeOld,
    Optional<Reference> reference) {

  /** Copies the names. */
  public Place {
    columns = List.copyOf(columns);
  }

  /**
   * A foreign key from one part to another.
   *
   * @param part its place among the parts
   * @param options what stands behind the name of the table
   */
  public record Reference(int part, String options) {}

  /** Whether it has a column of that name. */
  public boolean has(Column column) {
    return columns.contains(column.name());
  }
}
