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
 * @param returned what a RETURNING would see of a writing statement that has none
 * @param labels those of the rows that it gives, none where it gives none; empty where they are not
 *     known
 */
public record Binding(
    List<Occurrence> occurrences,
    List<Migration> migrations,
    boolean writes,
    Optional<Span> noCommand,
    Optional<ReturnedRows> returned,
    Optional<List<String>> labels) {

  public Binding {
    occurrences = List.copyOf(occurrences);
    migrations = List.copyOf(migrations);
    labels = labels.map(List::copyOf);
  }
}
