package dev.segue.laboratory;

import dev.segue.laboratory.LaboratorySettings.Worlds;
import dev.segue.laboratory.comparison.Comparison;
import dev.segue.laboratory.comparison.Difference;
import dev.segue.laboratory.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What the laboratory has done so far. Thread-safe. */
public final class Tally {

  private final LongAdder worlds = new LongAdder();
  private final LongAdder statementsRefused = new LongAdder();
  private final Map<Worlds, Share> shares = new EnumMap<>(Worlds.class);
  private final Map<String, LongAdder> forms = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> knownDifferences = new ConcurrentHashMap<>();
  private final List<Difference> differences = Collections.synchronizedList(new ArrayList<>());

  /** What was done in some of the worlds. */
  private static final class Share {

    private final LongAdder statements = new LongAdder();
    private final LongAdder executions = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void add(Comparison.Outcome outcome) {
      statements.increment();
      executions.add(outcome.executions());
      refused.add(outcome.refusals().size());
    }

    String report(Worlds which) {
      return String.format(
          Locale.ROOT,
          "of these in worlds with tables that are %s: %,d statements, %,d executions, %,d refused"
              + " (%.2f %%)%n",
          which.name().toLowerCase(Locale.ROOT),
          statements.sum(),
          executions.sum(),
          refused.sum(),
          100.0 * refused.sum() / Math.max(1, executions.sum()));
    }
  }

  Tally() {
    for (Worlds worlds : Worlds.values()) {
      shares.put(worlds, new Share());
    }
  }

  private Share all() {
    return shares.get(Worlds.ALL);
  }

  void worldDone() {
    worlds.increment();
  }

  /**
   * Counts a statement.
   *
   * @param world the one that it was made for
   */
  void add(String form, Comparison.Outcome outcome, World world) {
    shares.forEach(
        (worlds, share) -> {
          if (worlds.includes(world)) {
            share.add(outcome);
          }
        });
    count(forms, form);
    outcome.error().ifPresent(state -> count(errors, state));
    if (!outcome.refusals().isEmpty()) {
      statementsRefused.increment();
    }
    outcome.refusals().forEach(message -> count(refusals, form + ": " + reason(message)));
    outcome
        .difference()
        .ifPresent(
            difference ->
                difference
                    .known()
                    .ifPresentOrElse(
                        known -> count(knownDifferences, known.name()),
                        () -> differences.add(difference)));
  }

  /** A refusal's first line without the names in it. */
  private static String reason(String message) {
    return message
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("\"(\"\"|[^\"])*\"", "…")
        .replaceAll(" on \\S+ ", " on … ");
  }

  private static void count(Map<String, LongAdder> of, String what) {
    of.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  /** How many statements were generated and compared. */
  public long statements() {
    return all().statements.sum();
  }

  /** How many executions behind Segue that was. */
  public long executions() {
    return all().executions.sum();
  }

  /** How many of these were refused. */
  public long refused() {
    return all().refused.sum();
  }

  /** What an application could have told. */
  public List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** For people. */
  public String report() {
    return String.format(
            Locale.ROOT,
            "%,d statements in %d worlds, %,d executions behind Segue: %d differences, %,d"
                + " executions refused (%.2f %%, of %,d statements)%n",
            statements(),
            worlds.sum(),
            executions(),
            differences.size(),
            refused(),
            100.0 * refused() / Math.max(1, executions()),
            statementsRefused.sum())
        + shares.entrySet().stream()
            .filter(share -> share.getKey() != Worlds.ALL)
            .map(share -> share.getValue().report(share.getKey()))
            .collect(Collectors.joining())
        + "forms: "
        + sorted(forms, ", ")
        + "\nerrors that the plain driver gave: "
        + sorted(errors, ", ")
        + "\nknown differences: "
        + sorted(knownDifferences, ", ")
        + "\nrefused:\n  "
        + sorted(refusals, "\n  ");
  }

  private static String sorted(Map<String, LongAdder> counts, String separator) {
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, LongAdder> entry) -> -entry.getValue().sum())
                .thenComparing(Map.Entry::getKey))
        .map(entry -> entry.getValue().sum() + " " + entry.getKey())
        .collect(Collectors.joining(separator));
  }
}
