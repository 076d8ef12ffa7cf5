package dev.segue.laboratory.world;

import java.util.List;

/** How the rows of a table are divided, by the key. */
public enum Partitioning {
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
