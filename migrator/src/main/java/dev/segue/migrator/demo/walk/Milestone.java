package dev.segue.migrator.demo.walk;

/** How far all migrations have come, as far as the database's catalog shows it. */
public enum Milestone {
  /** Nothing was done yet. */
  OPENED,
  /** The new shape is there beside the old one. */
  EXPANDED,
  /** The old shape is written no more. */
  RETIRED,
  /** The old shape is gone. */
  CONTRACTED
}
