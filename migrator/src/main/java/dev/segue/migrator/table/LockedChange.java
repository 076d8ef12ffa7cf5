package dev.segue.migrator.table;

import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs changes of a table's definition. They need a lock that waits for every transaction on the
 * table, and while it waits every later statement queues up behind it (manual, 13.3). So it waits
 * for a short time only, lets the queue pass, and tries again.
 *
 * @param lockTimeout how long one attempt waits
 * @param attempts how many there are
 */
public record LockedChange(Duration lockTimeout, int attempts) {

  /** Two seconds, thirty times. */
  public static final LockedChange DEFAULT = new LockedChange(Duration.ofSeconds(2), 30);

  private static final Set<String> RETRIED =
      Set.of("55P03" /* lock timeout */, "40P01" /* deadlock */);
  private static final Duration BRIEF = Duration.ofMillis(500);
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /**
   * The same with attempts that end before PostgreSQL looks for deadlocks, after a second unless
   * told otherwise: for changes that lock two tables. An application that locks them in the other
   * order waits for less than that.
   */
  public LockedChange brief() {
    return lockTimeout.compareTo(BRIEF) > 0 ? new LockedChange(BRIEF, attempts) : this;
  }

  /**
   * Runs the statements as one transaction.
   *
   * @throws MigratorException if no attempt got the lock, or a statement failed; then none has had
   *     an effect
   */
  public void run(Connection connection, List<String> statements, Progress progress) {
    run(
        connection,
        "\"" + statements.get(statements.size() - 1) + "\"",
        () -> execute(connection, statements),
        progress);
  }

  /**
   * Runs work as one transaction, under the lock timeout.
   *
   * @param doing what it does, for messages
   * @throws MigratorException if no attempt got the lock, or the work failed; then it has had no
   *     effect
   */
  public void run(Connection connection, String doing, InTransaction.Work work, Progress progress) {
    for (int attempt = 1; ; attempt++) {
      try {
        InTransaction.run(
            connection,
            () -> {
              execute(connection, List.of("SET LOCAL lock_timeout = " + lockTimeout.toMillis()));
              work.run();
            });
        return;
      } catch (SQLException e) {
        if (!RETRIED.contains(String.valueOf(e.getSQLState()))) {
          throw MigratorException.of(doing, e);
        }
        if (attempt >= attempts) {
          throw gaveUp(doing);
        }
        progress.waiting(
            "the table is in use; attempt %d of %d got no lock within %s ms"
                .formatted(attempt, attempts, lockTimeout.toMillis()));
        pause(attempt);
      }
    }
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private MigratorException gaveUp(String doing) {
    return MigratorException.failed(
        "no lock on the table within %d attempts of %d ms"
            .formatted(attempts, lockTimeout.toMillis()),
        "A transaction holds on to it; wanted was: " + doing + ".",
        "End the long transactions on the table (pg_stat_activity shows them) and run it again.");
  }

  private static void pause(int attempt) {
    long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt - 1, 10));
    try {
      Thread.sleep(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw MigratorException.failed("interrupted while waiting for a lock", "", "");
    }
  }
}
