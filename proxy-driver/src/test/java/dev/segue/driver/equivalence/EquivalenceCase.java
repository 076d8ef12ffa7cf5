package dev.segue.driver.equivalence;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an application does in one go, and where Segue is allowed to differ from the plain driver.
 *
 * @param name says what the case is about; unique
 * @param steps executed one after another on one connection
 * @param only the shape that the application must speak for the case to mean anything; empty for
 *     both
 * @param refused the routes on which the case is expected to be refused, and nothing of it written
 * @param refusedSpeakingNew the same for an application that speaks the new shape
 * @param contentDiffers whether the tables need not be the same afterwards, their values being
 *     random
 */
record EquivalenceCase(
    String name,
    List<Step> steps,
    Optional<Shape> only,
    Set<Route> refused,
    Set<Route> refusedSpeakingNew,
    boolean contentDiffers) {

  private static final Pattern WRITES =
      Pattern.compile("(?i)\\b(insert|update|delete|merge|truncate|create|drop|do|select into)\\b");

  EquivalenceCase {
    steps = List.copyOf(steps);
    refused = Set.copyOf(refused);
    refusedSpeakingNew = Set.copyOf(refusedSpeakingNew);
  }

  /**
   * One call of the driver.
   *
   * @param texts the SQL; several are a batch of a plain statement
   * @param rows values of parameters; several rows are a batch
   * @param keys which generated keys are asked for: none, {@code auto} or names
   * @param rowsDiffer whether only the labels and types of the rows are compared
   * @param plain whether it is executed by a plain statement in any manner: pgjdbc cannot prepare
   *     every text
   */
  record Step(
      List<String> texts,
      List<List<Parameter>> rows,
      List<String> keys,
      boolean rowsDiffer,
      boolean plain) {

    Step {
      texts = List.copyOf(texts);
      rows = List.copyOf(rows);
      keys = List.copyOf(keys);
    }

    String sql() {
      return texts.get(0);
    }

    /** Whether the order of the rows is the statement's to say. */
    boolean ordered() {
      return sql().toUpperCase(java.util.Locale.ROOT).contains("ORDER BY");
    }

    Step replacing(java.util.function.UnaryOperator<String> words) {
      return new Step(
          texts.stream().map(words).toList(),
          rows,
          keys.stream().map(words).toList(),
          rowsDiffer,
          plain);
    }
  }

  /** Whether the data have to be compared, and set up anew, afterwards. */
  boolean mayWrite() {
    return steps.stream()
        .flatMap(step -> step.texts().stream())
        .anyMatch(text -> WRITES.matcher(text).find());
  }

  /** The same for an application that speaks the other shape. */
  EquivalenceCase replacing(java.util.function.UnaryOperator<String> words) {
    return new EquivalenceCase(
        name,
        steps.stream().map(step -> step.replacing(words)).toList(),
        only,
        refusedSpeakingNew,
        refusedSpeakingNew,
        contentDiffers);
  }

  @Override
  public String toString() {
    return name;
  }
}
