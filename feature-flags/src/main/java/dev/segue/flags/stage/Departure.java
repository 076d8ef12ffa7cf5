package dev.segue.flags.stage;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;

/**
 * One flag that is not followed, since following it could lose data. Immutable.
 *
 * @param flag the flag
 * @param asked what it says
 * @param done what takes effect instead
 * @param reason why
 */
public record Departure(Flag flag, Percentage asked, Percentage done, Reason reason) {

  /** Why a flag is not followed, and the way out. */
  public enum Reason {
    NEW_SHAPE_MISSING(
        "the columns of the new shape do not exist",
        "Run expand for this migration, then set the flag."),
    NEW_SHAPE_REQUIRED(
        "the new shape has columns that are NOT NULL without a default, or foreign keys point at its"
            + " table, so the old shape cannot be written alone",
        "Set the flag by segue flag: it drops NOT NULL, and lets the keys point at the other table."),
    NEEDS_WRITE_NEW(
        "write-new is off, so the new shape misses writes",
        "Set write-new on, backfill and verify first; to turn write-new off, set retire-old off and"
            + " read-new to 0 first."),
    NOT_VERIFIED(
        "no verification is clean and still counts, so the new shape may miss rows",
        "Run backfill, then verify, then set the flag."),
    READ_NEW_BELOW_100(
        "read-new is below 100%, so some transactions still read the old shape",
        "Set read-new to 100 first; to lower read-new, set retire-old off first."),
    OLD_SHAPE_REQUIRED(
        "the old shape has columns that are NOT NULL without a default, or foreign keys point at its"
            + " table, so the new shape cannot be written alone",
        "Set the flag by segue flag: it drops NOT NULL, and lets the keys point at the other table."),
    OLD_SHAPE_STALE(
        "retire-old has been on, so the old shape misses writes",
        "Run a reverse backfill before the old shape is read again."),
    NEW_SHAPE_UNFOLLOWED(
        "the triggers that write the new shape are not enabled, so it misses writes",
        "Set write-new by segue flag, which enables them."),
    OLD_SHAPE_UNFOLLOWED(
        "the triggers that write the old shape are not enabled, so it misses writes",
        "Set retire-old by segue flag, which enables them."),
    OLD_SHAPE_GONE(
        "the columns of the old shape are dropped",
        "Leave write-new on, read-new at 100 and retire-old on."),
    BOTH_SHAPES_UNUSABLE(
        "the old shape misses writes or is dropped and the new one does not exist, so no route is"
            + " safe",
        "Restore the columns of the new shape; statements of this migration are refused until"
            + " then."),
    NOTHING_TO_COMPARE(
        "only one shape is written, so a shadow read has nothing to compare",
        "Shadow reads take effect while both shapes are written.");

    private final String why;
    private final String hint;

    Reason(String why, String hint) {
      this.why = why;
      this.hint = hint;
    }

    /** The fact behind it. */
    public String why() {
      return why;
    }

    /** The way out. */
    public String hint() {
      return hint;
    }
  }

  /** One sentence with what was asked, what is done and why. */
  public String message() {
    if (reason == Reason.BOTH_SHAPES_UNUSABLE) {
      return "migration %s takes no route: %s".formatted(flag.migration(), reason.why());
    }
    FlagKind kind = flag.kind();
    return "flag %s says %s and %s takes effect: %s"
        .formatted(
            flag, MigrationFlags.word(kind, asked), MigrationFlags.word(kind, done), reason.why());
  }

  /** The message and the way out, in PostgreSQL's form. */
  @Override
  public String toString() {
    return message() + "\nHint: " + reason.hint();
  }
}
