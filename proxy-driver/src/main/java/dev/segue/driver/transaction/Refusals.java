package dev.segue.driver.transaction;

import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.plan.Outcome;
import dev.segue.rules.plan.PlannedStatement;
import dev.segue.rules.rewrite.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Refusals as the application sees them: exceptions in the form of PostgreSQL's own errors, with
 * DETAIL, HINT and a position in the text that it sent (manual, 55.8 Error and Notice Message
 * Fields).
 */
final class Refusals {

  /** operator_intervention: the class of what an operator's action ended (manual, appendix A). */
  private static final String OPERATOR_INTERVENTION = "57000";

  private Refusals() {}

  static SQLException unsafe(Migration migration, String why) {
    return new SQLException(
        "statements of migration %s are refused now\n  Detail: %s.\n  Hint: %s"
            .formatted(
                migration.id(),
                capitalized(why),
                "It recovers by itself once the instance has caught up; check that it reaches the"
                    + " database."),
        OPERATOR_INTERVENTION);
  }

  static SQLException unplannable(CatalogUnavailableException cause) {
    return new SQLException(
        "the catalog could not be read, so that a statement of a migration cannot be planned\n"
            + "  Detail: "
            + cause.getMessage(),
        OPERATOR_INTERVENTION,
        cause);
  }

  static SQLException uncommittable() {
    return new SQLException(
        """
        the transaction cannot be committed: it wrote to a table in migration
          Detail: This instance has lost its lease since, and the fleet may have gone on without it.
          Hint: Roll back and try again.""",
        OPERATOR_INTERVENTION);
  }

  private static String capitalized(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  static String names(PlannedStatement statement) {
    return statement.migrations().stream()
        .map(migration -> migration.id().value())
        .collect(Collectors.joining(", "));
  }

  /**
   * The exception for a text that is not executed.
   *
   * <p>Whether a text that could not be read is an error is asked of the server, which parses it
   * and executes nothing. An error of the logical shape is raised by the server too, so that the
   * transaction is in the state in which that error leaves it.
   */
  static SQLException exception(
      Outcome.Refused refused, PlannedStatement statement, String sql, Connection physical)
      throws SQLException {
    if (refused.unread()) {
      ServerErrors.ofText(sql, physical, true);
    }
    Refusal refusal = refused.refusal();
    if (!refusal.sqlState().equals(Refusal.NOT_SUPPORTED)) {
      ServerErrors.raise(refusal, physical);
    }
    return asException(refusal, statement, sql);
  }

  /**
   * The exception for a text that is asked about and not executed: it fails the transaction that
   * there is, and begins none.
   */
  static SQLException undescribed(
      Outcome.Refused refused, PlannedStatement statement, String sql, Connection physical)
      throws SQLException {
    if (!ServerErrors.isIdle(physical)) {
      return exception(refused, statement, sql, physical);
    }
    if (refused.unread()) {
      ServerErrors.ofText(sql, physical, false);
    }
    return asException(refused.refusal(), statement, sql);
  }

  private static PSQLException asException(
      Refusal refusal, PlannedStatement statement, String sql) {
    StringBuilder fields = new StringBuilder();
    field(fields, 'S', "ERROR");
    field(fields, 'V', "ERROR");
    field(fields, 'C', refusal.sqlState());
    field(fields, 'M', refusal.message());
    field(
        fields,
        'D',
        "Migration %s is in flight.%s"
            .formatted(names(statement), refusal.detail().isEmpty() ? "" : " " + refusal.detail()));
    field(fields, 'H', refusal.hint());
    // PostgreSQL counts characters, from 1.
    refusal
        .place()
        .map(place -> sql.codePointCount(0, place.start()) + 1)
        .ifPresent(position -> field(fields, 'P', Integer.toString(position)));
    return new PSQLException(new ServerErrorMessage(fields.toString()));
  }

  private static void field(StringBuilder fields, char kind, String value) {
    if (!value.isEmpty()) {
      fields.append(kind).append(value).append('\0');
    }
  }
}
