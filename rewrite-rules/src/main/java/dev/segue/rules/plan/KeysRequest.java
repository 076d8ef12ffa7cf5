package dev.segue.rules.plan;

import java.util.List;

/**
 * Which generated keys the application wants of a statement, in the forms of JDBC 4.3 section 13.6.
 * Equal requests are equal values, so that a plan can be found by text and request.
 */
public sealed interface KeysRequest {

  /** No keys are asked for. */
  KeysRequest NONE = new None();

  /** No keys are asked for. */
  record None() implements KeysRequest {}

  /** {@code RETURN_GENERATED_KEYS}: all columns, as pgjdbc gives them. */
  record Automatic() implements KeysRequest {}

  /** The columns at these positions, from 1. */
  record Indexes(List<Integer> indexes) implements KeysRequest {
    public Indexes {
      indexes = List.copyOf(indexes);
    }
  }

  /** The columns of these names. */
  record Names(List<String> names) implements KeysRequest {
    public Names {
      names = List.copyOf(names);
    }
  }
}
