package dev.segue.migrator.backfill;

import dev.segue.driver.control.Backfills;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.Mapping;
import dev.segue.migrator.table.MigratingTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** One batch: the rows of a range of keys are updated and the progress is recorded, or neither. */
final class BackfillBatch {

  /** What a batch did. */
  record Done(long rows, long written, List<String> lastKey) {}

  private static final String SETTINGS =
      """
      SET LOCAL lock_timeout = '200ms';
      SET LOCAL synchronous_commit = off;
      SET LOCAL row_security = off""";

  private final Connection connection;
  private final MigratingTable table;
  private final Direction direction;
  private final KeyBatches batches;
  private final String update;

  BackfillBatch(
      Connection connection,
      MigratingTable table,
      Direction direction,
      Predicate<String> byteWise) {
    this.connection = connection;
    this.table = table;
    this.direction = direction;
    this.batches = new KeyBatches(table);
    Mapping mapping = table.mappingTo(direction.computed());
    this.update =
        "UPDATE %s SET %s WHERE (%s) AND "
            .formatted(table.sqlName(), mapping.assignments(), mapping.differs(byteWise));
  }

  /** Does the next {@code size} rows; empty where there are no more. */
  Optional<Done> run(Optional<List<String>> after, int size) throws SQLException {
    AtomicReference<Done> done = new AtomicReference<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
          }
          Optional<Batch> batch = batches.next(connection, after, size);
          if (batch.isPresent()) {
            done.set(update(batch.get()));
          }
        });
    return Optional.ofNullable(done.get());
  }

  private Done update(Batch batch) throws SQLException {
    long written;
    try (PreparedStatement statement =
        connection.prepareStatement(update + batch.range().condition())) {
      batch.range().bind(statement, 1);
      written = statement.executeUpdate();
    }
    String key = KeyText.write(batch.lastKey());
    if (!new Backfills(connection)
        .advance(table.migration().id(), direction, key, batch.rows(), written)) {
      throw overtaken(table);
    }
    return new Done(batch.rows(), written, batch.lastKey());
  }

  static MigratorException overtaken(MigratingTable table) {
    return MigratorException.failed(
        "the backfill of migration \"%s\" was overtaken by a flag"
            .formatted(table.migration().id()),
        "A flag was set under it that lets transactions write one shape only.",
        "Set the flags so that both are written, and run it again.");
  }
}
