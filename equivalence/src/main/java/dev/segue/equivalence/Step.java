package dev.segue.equivalence;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One call of the driver.
 *
 * @param texts the SQL; several are a batch of a plain statement
 * @param rows values of parameters; several rows are a batch
 * @param keys which generated keys are asked for: none, {@code auto} or names
 * @param ordered whether the order of the rows is the statement's to say
 * @param rowsDiffer whether only the labels and types of the rows are compared
 * @param plain whether it is executed by a plain statement in any manner: pgjdbc cannot prepare
 *     every text
 * @param copied the rows that a {@code COPY … FROM STDIN} is given by pgjdbc's copy API, nothing
 *     for a {@code COPY … TO STDOUT}; empty where the step is no COPY
 */
public record Step(
    List<String> texts,
    List<List<Parameter>> rows,
    List<String> keys,
    boolean ordered,
    boolean rowsDiffer,
    boolean plain,
    Optional<String> copied) {

  /** A step that is no COPY. */
  public Step(
      List<String> texts,
      List<List<Parameter>> rows,
      List<String> keys,
      boolean ordered,
      boolean rowsDiffer,
      boolean plain) {
    this(texts, rows, keys, ordered, rowsDiffer, plain, Optional.empty());
  }

  /** Copies the lists. */
  public Step {
    texts = List.copyOf(texts);
    rows = List.copyOf(rows);
    keys = List.copyOf(keys);
  }

  /** The text, or the first of several. */
  public String sql() {
    return texts.get(0);
  }

  /** The same in other words. */
  public Step replacing(UnaryOperator<String> words) {
    return new Step(
        texts.stream().map(words).toList(),
        rows,
        keys.stream().map(words).toList(),
        ordered,
        rowsDiffer,
        plain,
        copied);
  }
}
