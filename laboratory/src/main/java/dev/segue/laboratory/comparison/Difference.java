package dev.segue.laboratory.comparison;

import dev.segue.equivalence.Step;
import dev.segue.laboratory.statement.GeneratedStatement;
import dev.segue.route.Shape;
import java.util.Optional;

/**
 * A statement that an application can tell Segue by.
 *
 * @param seed of the world
 * @param spoken the shape that the statement is written for
 * @param station where it differs
 * @param statement the smallest that was found
 * @param found as it was generated
 * @param what how it differs
 * @param physical what the server was given
 * @param setting tables, data and rules
 */
public record Difference(
    long seed,
    Shape spoken,
    Station station,
    GeneratedStatement statement,
    GeneratedStatement found,
    String what,
    String physical,
    String setting) {

  /** Which known one it is. */
  public Optional<KnownDifference> known() {
    return KnownDifference.of(this);
  }

  /** For people. */
  public String described() {
    return """
    === seed %d, speaking %s, at %s: %s
    %s
      %s
    sent:
    %s
    as generated:
    %s
    """
        .formatted(
            seed,
            spoken.word(),
            station,
            statement.form(),
            text(statement),
            what,
            physical,
            text(found));
  }

  static String text(GeneratedStatement statement) {
    Step step = statement.step();
    return step.sql()
        + (step.rows().isEmpty() ? "" : "\n-- with " + step.rows())
        + step.copied().map(rows -> "\n-- copied " + rows).orElse("")
        + (step.keys().isEmpty() ? "" : "\n-- keys " + step.keys());
  }
}
