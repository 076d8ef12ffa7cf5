package dev.segue.migrator.flag;

import dev.segue.driver.control.ControlSchema;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.ForeignKey;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.Reference;
import dev.segue.migrator.table.TablePairs;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets the foreign keys of other tables point at the other one of the two tables of a copy, when
 * that becomes the only one that is written. Both tables must be written, and have the same rows,
 * while it works.
 *
 * <p>The new foreign key is proven beside the one that there is ({@code NOT VALID}, then {@code
 * VALIDATE CONSTRAINT}, which blocks nobody; manual, ALTER TABLE, Notes), and takes its place and
 * its name in one transaction: there is no moment without one. Broken off anywhere it begins again.
 */
final class ReferenceHandover {

  private final MigrationContext context;
  private final LockedChange locked;
  private final TablePairs pairs;
  private final ForeignKeyMaking making;

  ReferenceHandover(MigrationContext context, LockedChange locked, TablePairs pairs) {
    this.context = context;
    this.locked = locked;
    this.pairs = pairs;
    this.making = new ForeignKeyMaking(locked, pairs.migration().id());
  }

  /** Those that cannot be handed over to the table of a shape, since their columns differ there. */
  List<Reference> stuckBefore(Shape shape) {
    try (Connection connection = context.connect()) {
      return Reference.to(shape.opposite(), connection, pairs.migration()).stream()
          .filter(reference -> reference.pointingAt(shape, pairs).isEmpty())
          .toList();
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  /**
   * Lets them point at the table of a shape; of several at the first that has their columns.
   *
   * @throws MigratorException REFUSED if one cannot; those before it point there already
   */
  void to(Shape shape, Progress progress) {
    try (Connection connection = context.connect()) {
      clearUnfinished(connection, progress);
      List<Reference> references = Reference.to(shape.opposite(), connection, pairs.migration());
      for (Reference reference : references) {
        Optional<Reference> moved = reference.pointingAt(shape, pairs);
        if (moved.isEmpty()) {
          throw stuck(reference, shape);
        }
        ForeignKey key = moved.get().key();
        making.make(connection, key, moved.get().at().toString(), progress);
        List<String> swap = List.of(reference.key().drop(), key.rename(reference.key()));
        locked.run(connection, swap, progress);
        progress.said("%s points at %s now".formatted(reference.description(), moved.get().at()));
      }
      if (!references.isEmpty()) {
        new ControlSchema(connection).nextEpoch();
      }
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  private void clearUnfinished(Connection connection, Progress progress) throws SQLException {
    List<String> drops = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      Reference.to(shape, connection, pairs.migration()).stream()
          .filter(Reference::isUnfinished)
          .map(reference -> reference.key().drop())
          .forEach(drops::add);
    }
    if (!drops.isEmpty()) {
      locked.run(connection, drops, progress);
    }
  }

  private MigratorException stuck(Reference reference, Shape shape) {
    return MigratorException.refused(
        "%s cannot point at %s by itself"
            .formatted(reference.description(), pairs.migration().table(shape)),
        "The columns that it points at have other values there, or are not in one table.",
        "Drop it, or migrate the table that it is on.");
  }

  private MigratorException reading(SQLException e) {
    return MigratorException.of(
        "handing over the foreign keys that point at " + pairs.migration().table(), e);
  }
}
