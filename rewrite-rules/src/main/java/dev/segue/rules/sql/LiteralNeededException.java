package dev.segue.rules.sql;

/** A plan depends on what a literal says, so that no template can stand for its text. */
public final class LiteralNeededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LiteralNeededException() {
    super("the plan depends on the value of a literal", null, false, false);
  }
}
