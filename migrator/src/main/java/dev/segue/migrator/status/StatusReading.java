package dev.segue.migrator.status;

import dev.segue.driver.control.BackfillProgress;
import dev.segue.driver.control.Backfills;
import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Direction;
import dev.segue.driver.control.Instances;
import dev.segue.driver.control.LiveInstance;
import dev.segue.driver.control.VerificationOutcome;
import dev.segue.driver.control.Verifications;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.stage.Departure;
import dev.segue.flags.stage.Evidence;
import dev.segue.flags.stage.StageGuard;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.ShapeColumn;
import dev.segue.rules.migration.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads where migrations stand. Stateless. */
public final class StatusReading {

  private final MigrationContext context;

  public StatusReading(MigrationContext context) {
    this.context = context;
  }

  /** Where these migrations and the fleet stand now. */
  public FleetStatus read(List<Migration> migrations) {
    try (Connection connection = context.connect()) {
      List<MigrationStatus> statuses = new ArrayList<>();
      for (Migration migration : migrations) {
        statuses.add(read(connection, migration));
      }
      return new FleetStatus(
          new ControlSchema(connection).epoch(),
          statuses,
          new Instances(connection).live().stream().map(StatusReading::instance).toList());
    } catch (SQLException e) {
      throw MigratorException.of("reading the status", e);
    }
  }

  private MigrationStatus read(Connection connection, Migration migration) throws SQLException {
    MigrationFlags flags = context.flagsOf(migration);
    Evidence evidence = context.evidenceOf(migration);
    StageGuard.Decision decision = StageGuard.decide(migration.id(), flags, evidence);
    Map<String, String> values = new LinkedHashMap<>();
    for (FlagKind kind : FlagKind.values()) {
      values.put(kind.word(), MigrationFlags.word(kind, flags.get(kind)));
    }
    return new MigrationStatus(
        migration.id().value(),
        migration.table().toString(),
        changes(migration),
        flags.toString(),
        values,
        decision.stage().toString(),
        decision.departures().stream().map(Departure::toString).toList(),
        shapes(evidence),
        facts(evidence),
        backfills(connection, migration),
        verifications(connection, migration));
  }

  private static List<String> changes(Migration migration) {
    List<String> changes = new ArrayList<>();
    migration
        .copied()
        .ifPresent(
            copy ->
                changes.add(
                    Stream.concat(Stream.of("table"), tables(copy.joined()))
                            .collect(Collectors.joining(", "))
                        + tables(copy.names()).collect(Collectors.joining(", ", " -> ", ""))));
    migration
        .united()
        .ifPresent(
            united ->
                changes.add(
                    united.tables().stream()
                        .map(table -> table.name().toString())
                        .collect(Collectors.joining(", ", "", " -> table"))));
    migration.changes().forEach(change -> changes.add(change(change)));
    return changes;
  }

  private static Stream<String> tables(List<TableName> names) {
    return names.stream().map(TableName::toString);
  }

  private static String change(ColumnChange change) {
    return switch (change.kind()) {
      case ADD -> "adds " + names(change.newColumns());
      case DROP -> "drops " + names(change.oldColumns());
      case ONE_FOR_ONE, SEVERAL -> names(change.oldColumns()) + " -> " + names(change.newColumns());
    };
  }

  private static String names(List<ShapeColumn> columns) {
    return columns.stream().map(ShapeColumn::name).collect(Collectors.joining(", "));
  }

  private static String shapes(Evidence evidence) {
    if (evidence.oldShapeGone()) {
      return "the new one alone: the old one is dropped";
    }
    if (!evidence.newShapePresent()) {
      return "the old one alone";
    }
    return evidence.oldShapeCurrent()
        ? "both; the old one is current"
        : "both; the old one is not current";
  }

  private static Map<String, Boolean> facts(Evidence evidence) {
    Map<String, Boolean> facts = new LinkedHashMap<>();
    facts.put("newShapePresent", evidence.newShapePresent());
    facts.put("verifiedClean", evidence.verifiedClean());
    facts.put("oldShapeCurrent", evidence.oldShapeCurrent());
    facts.put("newShapeMayBeLeft", evidence.newShapeMayBeLeft());
    facts.put("oldShapeMayBeLeft", evidence.oldShapeMayBeLeft());
    facts.put("oldShapeGone", evidence.oldShapeGone());
    return facts;
  }

  private static String backfills(Connection connection, Migration migration) throws SQLException {
    List<String> words = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      Optional<BackfillProgress> progress =
          new Backfills(connection).progress(migration.id(), direction);
      progress.ifPresent(
          p ->
              words.add(
                  "%s%s, %,d rows done, %,d written"
                      .formatted(
                          direction == Direction.DOWN ? "reverse: " : "",
                          p.state().name().toLowerCase(Locale.ROOT),
                          p.rowsSeen(),
                          p.rowsWritten())));
    }
    return words.isEmpty() ? "not begun" : String.join("; ", words);
  }

  private static String verifications(Connection connection, Migration migration)
      throws SQLException {
    List<String> words = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      Optional<VerificationOutcome> last =
          new Verifications(connection).last(migration.id(), direction);
      last.ifPresent(
          v ->
              words.add(
                  "%s%s at %s: %,d rows, %,d differ"
                      .formatted(
                          direction == Direction.DOWN ? "reverse: " : "",
                          v.stale() ? "stale" : v.clean() ? "clean" : "not clean",
                          v.finishedAt(),
                          v.rows(),
                          v.differences())));
    }
    return words.isEmpty() ? "not yet" : String.join("; ", words);
  }

  private static FleetStatus.Instance instance(LiveInstance live) {
    Map<String, String> routes = new TreeMap<>();
    live.report().routes().forEach((id, span) -> routes.put(id.value(), span.toString()));
    return new FleetStatus.Instance(
        live.report().instance().value(),
        live.report().application(),
        live.host(),
        live.report().epoch(),
        live.remaining().toSeconds(),
        routes);
  }
}
