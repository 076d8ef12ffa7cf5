package dev.segue.migrator.backfill;

import dev.segue.driver.control.Backfills;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.table.Comparison;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.KeyRange;
import dev.segue.migrator.table.Mapping;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.RowMapping;
import dev.segue.migrator.table.ShapeTable;
import dev.segue.rules.migration.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One batch: the rows of a range of keys are written and the progress is recorded, or neither. */
final class BackfillBatch implements PacedBatch {

  static final String SETTINGS =
      """
      SET LOCAL lock_timeout = '200ms';
      SET LOCAL synchronous_commit = off;
      SET LOCAL row_security = off""";

  private final Connection connection;
  private final Migration migration;
  private final Direction direction;
  private final KeyBatches batches;
  private final UnaryOperator<String> statement;

  /**
   * @param batches cut the table that is computed from
   * @param statement gives, for the condition of a range, what writes the rows that need it
   */
  BackfillBatch(
      Connection connection,
      Migration migration,
      Direction direction,
      KeyBatches batches,
      UnaryOperator<String> statement) {
    this.connection = connection;
    this.migration = migration;
    this.direction = direction;
    this.batches = batches;
    this.statement = statement;
  }

  /** Columns of one table: an UPDATE of what differs. */
  static BackfillBatch ofColumns(Connection connection, MigratingTable table, Direction direction) {
    Mapping mapping = table.mappingTo(direction.computed());
    String update =
        "UPDATE %s SET %s WHERE (%s) AND "
            .formatted(
                table.sqlName(),
                mapping.assignments(),
                mapping.differs(Comparison.byteWise(connection, table.sqlName())));
    return new BackfillBatch(
        connection, table.migration(), direction, new KeyBatches(table), update::concat);
  }

  /**
   * Rows of another table: what a locked row is becomes the other table's row. The lock keeps
   * writers away and lets through foreign keys that only look whether the row is there.
   */
  static BackfillBatch ofRows(
      Connection connection, Migration migration, Direction direction, RowMapping rows) {
    ShapeTable source = rows.source();
    Predicate<String> byteWise = Comparison.byteWise(connection, rows.target().sqlName());
    String order = new KeyRange(source.key(), Optional.empty(), Optional.empty()).columns();
    return new BackfillBatch(
        connection,
        migration,
        direction,
        new KeyBatches(source),
        condition ->
            rows.upsert(
                "SELECT * FROM %s WHERE %s ORDER BY %s FOR SHARE"
                    .formatted(source.sqlName(), condition, order),
                byteWise));
  }

  @Override
  public Optional<Done> run(Optional<List<String>> after, int size) throws SQLException {
    AtomicReference<Done> done = new AtomicReference<>();
    InTransaction.run(
        connection,
        () -> {
          try (Statement settings = connection.createStatement()) {
            settings.execute(SETTINGS);
          }
          Optional<Batch> batch = batches.next(connection, after, size);
          if (batch.isPresent()) {
            done.set(write(batch.get()));
          }
        });
    return Optional.ofNullable(done.get());
  }

  private Done write(Batch batch) throws SQLException {
    long written;
    try (PreparedStatement write =
        connection.prepareStatement(statement.apply(batch.range().condition()))) {
      batch.range().bind(write, 1);
      written = write.executeUpdate();
    }
    String key = KeyText.write(batch.lastKey());
    if (!new Backfills(connection).advance(migration.id(), direction, key, batch.rows(), written)) {
      throw overtaken(migration);
    }
    return new Done(batch.rows(), written, batch.lastKey());
  }

  static MigratorException overtaken(Migration migration) {
    return MigratorException.failed(
        "the backfill of migration \"%s\" was overtaken by a flag".formatted(migration.id()),
        "A flag was set under it that lets transactions write one shape only.",
        "Set the flags so that both are written, and run it again.");
  }
}
