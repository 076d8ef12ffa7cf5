package dev.segue.driver.control;

/**
 * What is known of a migration beside its flags.
 *
 * @param oldShapeCurrent whether the old shape still holds what the application wrote; false once
 *     {@code retire-old} was on, until a reverse backfill was verified
 * @param constraintsHandedOver whether the NOT NULLs have gone from the old columns to the new ones
 */
public record MigrationState(boolean oldShapeCurrent, boolean constraintsHandedOver) {

  /** What holds for a migration of which nothing was recorded. */
  public static final MigrationState INITIAL = new MigrationState(true, false);
}
