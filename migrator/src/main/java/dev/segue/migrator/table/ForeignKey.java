package dev.segue.migrator.table;

/**
 * A foreign key as it is put on a table. Immutable.
 *
 * @param table the table that it is on, as SQL names it
 * @param name of the foreign key, as SQL names it
 * @param definition what stands behind {@code ADD CONSTRAINT} and its name
 * @param partitioned whether its table is partitioned
 */
public record ForeignKey(String table, String name, String definition, boolean partitioned) {

  static final String NOT_VALID = " NOT VALID";

  /** Whether rows that are there already must satisfy it. */
  public boolean isProven() {
    return !definition.endsWith(NOT_VALID) && !definition.contains(" NOT ENFORCED");
  }

  /** What takes it off its table. */
  public String drop() {
    return "ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s".formatted(table, name);
  }

  /** What puts it on its table, looking at no row. */
  public String add() {
    return "ALTER TABLE %s ADD CONSTRAINT %s %s%s"
        .formatted(table, name, definition, isProven() ? NOT_VALID : "");
  }

  /** What puts it on its table, looking at the rows of those partitions that have no such one. */
  public String addProven() {
    return "ALTER TABLE %s ADD CONSTRAINT %s %s".formatted(table, name, proven());
  }

  /** The same on a partition, to be proven there. */
  public ForeignKey onPartition(String partition) {
    return new ForeignKey(partition, name, proven(), false);
  }

  private String proven() {
    return definition.replace(NOT_VALID, "");
  }

  /** What looks at the rows; blocks nobody who reads or writes. */
  public String validate() {
    return "ALTER TABLE %s VALIDATE CONSTRAINT %s".formatted(table, name);
  }

  /** What gives it another one's name. */
  public String rename(ForeignKey other) {
    return "ALTER TABLE %s RENAME CONSTRAINT %s TO %s".formatted(table, name, other.name());
  }
}
