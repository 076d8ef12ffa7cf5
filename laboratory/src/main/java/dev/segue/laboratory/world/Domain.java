package dev.segue.laboratory.world;

import java.util.List;

/**
 * The values that a column may be given where its mapping takes back only these. A statement writes
 * no others: what a mapping loses is not the rewriting's to keep.
 *
 * @param name equal for domains whose values may be assigned to each other
 * @param values in PostgreSQL's own text form
 * @param nullable whether NULL is one of them
 */
public record Domain(String name, List<String> values, boolean nullable) {

  /** Copies the values. */
  public Domain {
    values = List.copyOf(values);
  }

  /** Values that are all different from each other, and NULL. */
  public static Domain of(String name, String... values) {
    return new Domain(name, List.of(values), true);
  }

  /** Values that are all different from each other, and never NULL. */
  public static Domain whole(String name, String... values) {
    return new Domain(name, List.of(values), false);
  }
}
