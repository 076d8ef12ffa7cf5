package dev.segue.rules.plan;

import dev.segue.rules.rewrite.Refusal;

/** What one SQL text becomes under one combination of routes. */
public sealed interface Outcome {

  /** It is executed so. */
  record Planned(StatementPlan plan) implements Outcome {}

  /**
   * It is not executed.
   *
   * @param unread whether the text could not be read at all; PostgreSQL's own parser, asked without
   *     executing anything, can tell whether it is an error
   */
  record Refused(Refusal refusal, boolean unread) implements Outcome {}
}
