package dev.segue.laboratory.statement;

import dev.segue.equivalence.Parameter;
import dev.segue.equivalence.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A statement that was generated.
 *
 * @param form what sort it is, for the statistics
 * @param fragment its SQL
 * @param ordered whether it defines the order of its rows
 * @param keys the generated keys that are asked for
 * @param batch how many rows of parameters it is executed with; 1 is no batch
 * @param writes whether it may change tables
 * @param copied the rows that a COPY is given, nothing for one that gives them; empty where the
 *     statement is no COPY
 */
public record GeneratedStatement(
    String form,
    Fragment fragment,
    boolean ordered,
    List<String> keys,
    int batch,
    boolean writes,
    Optional<String> copied) {

  /** A statement that is executed once, and asked for no keys. */
  static GeneratedStatement of(String form, Fragment fragment, boolean ordered, boolean writes) {
    return new GeneratedStatement(form, fragment, ordered, List.of(), 1, writes, Optional.empty());
  }

  /** The same as a COPY. */
  GeneratedStatement copying(String rows) {
    return new GeneratedStatement(form, fragment, ordered, keys, batch, writes, Optional.of(rows));
  }

  /** As the driver is given it. */
  public Step step() {
    Rendering rendering = Rendering.of(fragment);
    List<List<Parameter>> rows =
        rendering.values().isEmpty()
            ? List.of()
            : IntStream.range(0, batch)
                .mapToObj(
                    row ->
                        rendering.values().stream()
                            .map(value -> value.values().get(row % value.values().size()))
                            .toList())
                .toList();
    return new Step(List.of(rendering.sql()), rows, keys, ordered, false, false, copied);
  }

  /** The statements that are one step smaller. */
  public Stream<GeneratedStatement> smaller() {
    Stream<GeneratedStatement> fewer =
        batch > 1 ? Stream.of(with(fragment, keys, 1)) : Stream.empty();
    Stream<GeneratedStatement> keyless =
        keys.isEmpty() ? Stream.empty() : Stream.of(with(fragment, List.of(), batch));
    return Stream.of(
            fewer, keyless, Reductions.of(fragment).map(smaller -> with(smaller, keys, batch)))
        .flatMap(stream -> stream);
  }

  private GeneratedStatement with(Fragment smaller, List<String> fewerKeys, int rows) {
    boolean inOrder = ordered && Rendering.of(smaller).sql().contains(" ORDER BY ");
    return new GeneratedStatement(form, smaller, inOrder, fewerKeys, rows, writes, copied);
  }
}
