package dev.segue.migrator.flag;

import dev.segue.driver.control.MigrationStates;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.ForeignKey;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.OwnReference;
import dev.segue.migrator.table.TablePairs;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves the foreign keys of a table that is copied to the other one of the two, when that becomes
 * the only one that is written; of several to the one that has their columns. Both tables must be
 * written, and have the same rows, while it works.
 *
 * <p>A table that is not written, or not yet filled, keeps rows that are gone elsewhere. A foreign
 * key on it would hold on to what such rows refer to: nobody could delete that. So only one of the
 * tables has them, and it guards both. All are proven on the one before any is taken off the other.
 * Broken off anywhere it begins again.
 */
final class OwnReferenceHandover {

  private final MigrationContext context;
  private final LockedChange locked;
  private final TablePairs pairs;
  private final ForeignKeyMaking making;

  /** One that comes off its table, and what stands for it on the other. */
  private record Move(OwnReference from, OwnReference to) {}

  OwnReferenceHandover(MigrationContext context, LockedChange locked, TablePairs pairs) {
    this.context = context;
    this.locked = locked;
    this.pairs = pairs;
    this.making = new ForeignKeyMaking(locked, pairs.migration().id());
  }

  /** The new tables take over what the old one has. */
  void toNew(Progress progress) {
    try (Connection connection = context.connect()) {
      List<Move> moves = provide(Shape.NEW, connection, progress);
      new MigrationStates(connection).constraintsHandedOver(pairs.migration().id(), true);
      takeOff(moves, connection, progress);
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  /** The old table takes them back, if the new ones have taken them over. */
  void toOld(Progress progress) {
    try (Connection connection = context.connect()) {
      MigrationStates states = new MigrationStates(connection);
      if (states.of(pairs.migration().id()).constraintsHandedOver()) {
        takeOff(provide(Shape.OLD, connection, progress), connection, progress);
        states.constraintsHandedOver(pairs.migration().id(), false);
      }
    } catch (SQLException e) {
      throw reading(e);
    }
  }

  /** All are on the tables of the shape; which of the other shape's they stand for. */
  private List<Move> provide(Shape shape, Connection connection, Progress progress)
      throws SQLException {
    List<OwnReference> there = OwnReference.on(shape, connection, pairs.migration());
    List<Move> moves = new ArrayList<>();
    for (OwnReference from : OwnReference.on(shape.opposite(), connection, pairs.migration())) {
      Optional<OwnReference> to = from.movedTo(shape, pairs);
      if (to.isPresent()) {
        provide(to.get(), there, connection, progress);
        moves.add(new Move(from, to.get()));
      }
    }
    return moves;
  }

  private void takeOff(List<Move> moves, Connection connection, Progress progress) {
    for (Move move : moves) {
      locked.run(connection, List.of(move.from().key().drop()), progress);
      progress.said("%s is on table %s now".formatted(move.from().description(), move.to().on()));
    }
  }

  private void provide(
      OwnReference wanted, List<OwnReference> there, Connection connection, Progress progress)
      throws SQLException {
    Optional<ForeignKey> known =
        there.stream().filter(wanted::demandsTheSame).map(OwnReference::key).findFirst();
    String at = wanted.at().toString();
    if (known.isEmpty()) {
      making.make(connection, wanted.key(), at, progress);
    } else if (wanted.key().isProven() && !known.get().isProven()) {
      making.prove(connection, known.get(), at, progress);
    }
  }

  private MigratorException reading(SQLException e) {
    return MigratorException.of("moving the foreign keys of " + pairs.migration().table(), e);
  }
}
