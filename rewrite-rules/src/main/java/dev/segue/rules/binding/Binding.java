package dev.segue.rules.binding;

import dev.segue.rules.migration.Migration;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one statement touches of migrating tables.
 *
 * @param occurrences in the order in which they were found
 * @param migrations the migrations touched, by ordinal; empty where none is
 * @param writes whether it may write
 * @param noCommand a statement that begins with a word by which no command of PostgreSQL begins
 * @param returned what a RETURNING would see of a writing statement that has none
 * @param labels of each writing statement in it, those of the rows that it returns, none where it
 *     returns none; without those of which they are not known; by identity
 */
public record Binding(
    List<Occurrence> occurrences,
    List<Migration> migrations,
    boolean writes,
    Optional<Span> noCommand,
    Optional<ReturnedRows> returned,
    Map<Statement, List<String>> labels) {

  public Binding {
    occurrences = List.copyOf(occurrences);
    migrations = List.copyOf(migrations);
    labels = Collections.unmodifiableMap(labels);
  }
}
