package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Span;
import java.util.Optional;

/**
 * Why a statement is not executed: it cannot be rewritten with certainty, or it is an error in the
 * shape that the application speaks.
 *
 * @param sqlState {@code 0A000} for what cannot be rewritten, else PostgreSQL's for the error
 * @param message a short fact, in lower case
 * @param detail the particulars; may be empty
 * @param hint the way out; may be empty
 * @param place where in the application's text
 */
public record Refusal(
    String sqlState, String message, String detail, String hint, Optional<Span> place) {

  /** feature_not_supported (manual, appendix A). */
  public static final String NOT_SUPPORTED = "0A000";

  /** Thrown inside the engine where a rewrite finds that it cannot be certain. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Refused(Refusal refusal) {
      super(refusal.message(), null, false, false);
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }
}
