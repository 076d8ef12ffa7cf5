package dev.segue.driver.control;

/**
 * What is known of a migration beside its flags.
 *
 * @param oldShapeCurrent whether the old shape holds every acknowledged write; false from the first
 *     transaction that left it unwritten until a reverse verification was clean
 * @param constraintsHandedOver whether the NOT NULLs have gone from the old columns to the new
 *     ones; of a table that is copied, its foreign keys from the old table to the new
 */
public record MigrationState(boolean oldShapeCurrent, boolean constraintsHandedOver) {

  /** What holds for a migration of which nothing was recorded. */
  public static final MigrationState INITIAL = new MigrationState(true, false);
}
