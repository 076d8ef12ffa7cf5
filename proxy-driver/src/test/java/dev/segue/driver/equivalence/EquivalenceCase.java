package dev.segue.driver.equivalence;

import dev.segue.equivalence.Step;
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
 * @param notAt where the migration stands when the case would not mean anything
 * @param contentDiffers whether the tables need not be the same afterwards, their values being
 *     random
 * @param refusedOnceDropped whether it is refused for an application that speaks the old shape once
 *     that is gone
 */
record EquivalenceCase(
    String name,
    List<Step> steps,
    Optional<Shape> only,
    Set<Route> refused,
    Set<Route> refusedSpeakingNew,
    Set<Laboratory.Station> notAt,
    boolean contentDiffers,
    boolean refusedOnceDropped) {

  private static final Pattern WRITES =
      Pattern.compile("(?i)\\b(insert|update|delete|merge|truncate|create|drop|do|select into)\\b");

  EquivalenceCase {
    steps = List.copyOf(steps);
    refused = Set.copyOf(refused);
    refusedSpeakingNew = Set.copyOf(refusedSpeakingNew);
    notAt = Set.copyOf(notAt);
  }

  /** Whether the data have to be compared, and set up anew, afterwards. */
  boolean mayWrite() {
    return steps.stream()
        .anyMatch(
            step ->
                step.copied().filter(rows -> !rows.isEmpty()).isPresent()
                    || step.texts().stream().anyMatch(text -> WRITES.matcher(text).find()));
  }

  /** The same for an application that speaks the other shape. */
  EquivalenceCase replacing(java.util.function.UnaryOperator<String> words) {
    return new EquivalenceCase(
        name,
        steps.stream().map(step -> step.replacing(words)).toList(),
        only,
        refusedSpeakingNew,
        refusedSpeakingNew,
        notAt,
        contentDiffers,
        refusedOnceDropped);
  }

  /** All that is executed. */
  List<String> texts() {
    return steps.stream().flatMap(step -> step.texts().stream()).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
