package dev.segue.migrator.backfill;

import dev.segue.driver.control.Backfills;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.InTransaction;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.backfill.MissingRows.Added;
import dev.segue.migrator.table.Comparison;
import dev.segue.migrator.table.KeyBatches;
import dev.segue.migrator.table.KeyBatches.Batch;
import dev.segue.migrator.table.Mapping;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.RowMapping;
import dev.segue.migrator.table.TablePair;
import dev.segue.migrator.table.TablePairs;
import dev.segue.migrator.trigger.FollowingTriggers;
import dev.segue.route.Shape;
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
      SET LOCAL row_security = off;
      SET LOCAL plan_cache_mode = force_custom_plan""";

  private final Connection connection;
  private final Migration migration;
  private final Direction direction;
  private final KeyBatches batches;
  private final List<Writing> writings;

  /**
   * What is written of a range to one table.
   *
   * @param missing adds the rows that are missing; where it has added all, nothing else need be
   *     done
   * @param statement gives, for the condition of a range, what writes the rows that need it
   */
  private record Writing(Optional<MissingRows> missing, UnaryOperator<String> statement) {}

  /**
   * @param batches cut the table that is computed from
   * @param writings one after the other
   */
  private BackfillBatch(
      Connection connection,
      Migration migration,
      Direction direction,
      KeyBatches batches,
      List<Writing> writings) {
    this.connection = connection;
    this.migration = migration;
    this.direction = direction;
    this.batches = batches;
    this.writings = List.copyOf(writings);
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
        connection,
        table.migration(),
        direction,
        new KeyBatches(table),
        List.of(new Writing(Optional.empty(), update::concat)));
  }

  /**
   * Rows of another table. Those that it lacks are added, with no lock. What is there already and
   * differs may be older or younger than what was read; so such a row is locked, and read then. The
   * lock keeps writers away and lets through foreign keys that only look whether the row is there.
   */
  static BackfillBatch ofRows(Connection connection, TablePairs pairs, Direction direction) {
    Shape computed = direction.computed();
    return new BackfillBatch(
        connection,
        pairs.migration(),
        direction,
        new KeyBatches(pairs.whole().table(computed.opposite())),
        pairs.writing(computed).stream().map(pair -> ofRows(connection, pair, computed)).toList());
  }

  private static Writing ofRows(Connection connection, TablePair pair, Shape computed) {
    RowMapping rows = pair.mappingTo(computed);
    Predicate<String> byteWise = Comparison.byteWise(connection, rows.target().sqlName());
    return new Writing(
        Optional.of(new MissingRows(connection, rows, pair.alignedKey(computed.opposite()))),
        condition ->
            rows.upsert(
                "%s ORDER BY %s FOR SHARE OF %s"
                    .formatted(
                        rows.different(condition, byteWise), rows.order(), RowMapping.SOURCE),
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
          FollowingTriggers.standAside(connection, migration);
          Optional<Batch> batch = batches.next(connection, after, size);
          if (batch.isPresent()) {
            done.set(write(batch.get()));
          }
        });
    return Optional.ofNullable(done.get());
  }

  private Done write(Batch batch) throws SQLException {
    long written = 0;
    for (Writing writing : writings) {
      Added added =
          writing.missing().isPresent() ? writing.missing().get().add(batch) : Added.NOTHING;
      written += added.rows();
      if (!added.all()) {
        try (PreparedStatement write =
            connection.prepareStatement(writing.statement().apply(batch.range().condition()))) {
          batch.range().bind(write, 1);
          written += write.executeUpdate();
        }
      }
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
