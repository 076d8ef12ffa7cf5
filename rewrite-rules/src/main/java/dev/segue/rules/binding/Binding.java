package dev.segue.rules.binding;

import dev.segue.rules.migration.Migration;
import dev.segue.rules.sql.tree.Span;
import java.util.List;
import java.util.Optional;

/**
 * What one statement touches of migrating tables.
 *
 * @param occurrences in the order in which they were found
 * @param migrations the migrations touched, by ordinal; empty where none is
 * @param writes whether it may write
 * @param noCommand a statement that begins with a word by which no command of PostgreSQL begins
 * @param target the migrating table that the statement itself writes
 * @param everything what {@code RETURNING *} would show of a statement that has no RETURNING; empty
 *     where that is not certain
 */
public record Binding(
    List<Occurrence> occurrences,
    List<Migration> migrations,
    boolean writes,
    Optional<Span> noCommand,
    Optional<LogicalTable> target,
    Optional<List<Occurrence.StarPart>> everything) {

  public Binding {
    occurrences = List.copyOf(occurrences);
    migrations = List.copyOf(migrations);
    everything = everything.map(List::copyOf);
  }

  /** Whether {@code RETURNING *} would show a table in migration. */
  public boolean showsMigrating() {
    return target.isPresent()
        || everything.stream()
            .flatMap(List::stream)
            .anyMatch(part -> !(part instanceof Occurrence.StarPart.Plain));
  }
}
