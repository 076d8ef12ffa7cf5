package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.With;
import java.util.Optional;

/** A write of one table or several, put together as one statement out of the application's. */
sealed interface ComposedWrite permits FollowedWrite, PartsWrite, CheckedWrite {

  /**
   * Puts the statement, which is the outermost, into what becomes of it.
   *
   * @param keys what it is to return besides
   */
  void rewrite(Edits edits, Optional<GeneratedKeys> keys);

  /** Puts it, which is a common table, in front of that, which shows its rows. */
  void rewrite(Edits edits, With.CommonTable table);
}
