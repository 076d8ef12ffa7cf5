package dev.segue.laboratory.world;

import java.util.List;

/** What becomes of a table as a whole: it gets another name, or another table takes its place. */
public sealed interface Move {

  /** The name in the new shape, as SQL has it. */
  String name();

  /** Whether it is in another schema than the old one. */
  boolean elsewhere();

  /**
   * One table that has the old name first and the new one later.
   *
   * @param name the name in the new shape
   * @param elsewhere whether it is in another schema
   */
  record Renaming(String name, boolean elsewhere) implements Move {}

  /**
   * Another table with rows of its own.
   *
   * @param name the name in the new shape
   * @param elsewhere whether it is in another schema
   * @param partitioning how its rows are divided, by the key
   * @param order the names of its columns, as it shows them; empty where the order is that of
   *     columns that are added to a table
   */
  record Copying(String name, boolean elsewhere, Partitioning partitioning, List<String> order)
      implements Move {

    /** Copies the names. */
    public Copying {
      order = List.copyOf(order);
    }
  }

  /** How a copy is divided. */
  enum Partitioning {
    NONE(""),
    HASH("HASH", "WITH (MODULUS 2, REMAINDER 0)", "WITH (MODULUS 2, REMAINDER 1)"),
    RANGE("RANGE", "FROM (MINVALUE) TO (4)", "FROM (4) TO (MAXVALUE)"),
    LIST("LIST", "IN (1, 2, 41)", "IN (3, 4, 40)");

    private final String method;
    private final List<String> bounds;

    Partitioning(String method, String... bounds) {
      this.method = method;
      this.bounds = List.of(bounds);
    }

    /** The word behind {@code PARTITION BY}. */
    public String method() {
      return method;
    }

    /** What stands behind {@code FOR VALUES} for each partition. */
    public List<String> bounds() {
      return bounds;
    }

    /** Whether what no bounds take, NULL for one, needs a partition of its own. */
    public boolean leavesSome() {
      return this == LIST || this == RANGE;
    }
  }
}
