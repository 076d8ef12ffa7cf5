package dev.segue.migrator.demo.shop;

import java.sql.SQLException;

/** Tells a commit that the server refused from one whose outcome nobody knows. */
final class Outcomes {

  private Outcomes() {}

  /** Classes 08 (connection) and 57 (the server was stopped), manual appendix A; none: unknown. */
  static boolean isUnknownAfter(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57");
  }
}
