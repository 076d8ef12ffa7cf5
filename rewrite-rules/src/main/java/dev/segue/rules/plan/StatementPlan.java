package dev.segue.rules.plan;

/**
 * What one SQL text becomes under one route: the physical SQL, where each parameter goes, how
 * generated keys come back. Immutable; threads may share it.
 */
public final class StatementPlan {

  private final String sql;
  private final int[][] positions;
  private final boolean keepsPositions;
  private final boolean returnsKeys;
  private final boolean fellBack;

  StatementPlan(
      String sql, int[] parameters, int logicalCount, boolean returnsKeys, boolean fellBack) {
    this.sql = sql;
    this.positions = positions(parameters, logicalCount);
    this.keepsPositions = isIdentity(parameters, logicalCount);
    this.returnsKeys = returnsKeys;
    this.fellBack = fellBack;
  }

  private StatementPlan(StatementPlan plan, String sql) {
    this.sql = sql;
    this.positions = plan.positions;
    this.keepsPositions = plan.keepsPositions;
    this.returnsKeys = plan.returnsKeys;
    this.fellBack = plan.fellBack;
  }

  /** The same plan with other literals in its text. */
  StatementPlan withSql(String other) {
    return new StatementPlan(this, other);
  }

  /**
   * The application's text as it is, where nothing is known of its parameters: they are the wrapped
   * driver's to count.
   */
  public static StatementPlan unchanged(String sql) {
    return new StatementPlan(sql, new int[0], 0, false, false);
  }

  private static int[][] positions(int[] parameters, int logicalCount) {
    int[] counts = new int[logicalCount];
    for (int logical : parameters) {
      counts[logical - 1]++;
    }
    int[][] positions = new int[logicalCount][];
    for (int i = 0; i < logicalCount; i++) {
      positions[i] = new int[counts[i]];
    }
    // From the last to the first, so that each list fills up from its end.
    for (int i = parameters.length - 1; i >= 0; i--) {
      int logical = parameters[i] - 1;
      positions[logical][--counts[logical]] = i + 1;
    }
    return positions;
  }

  private static boolean isIdentity(int[] parameters, int logicalCount) {
    if (parameters.length != logicalCount) {
      return false;
    }
    for (int i = 0; i < logicalCount; i++) {
      if (parameters[i] != i + 1) {
        return false;
      }
    }
    return true;
  }

  /** The text for the wrapped driver. The same statement on the same route has always the same. */
  public String sql() {
    return sql;
  }

  /** How many parameters the application's text has. */
  public int parameterCount() {
    return positions.length;
  }

  /** Whether every parameter stands where it stood. */
  public boolean keepsPositions() {
    return keepsPositions;
  }

  /**
   * Where the application's parameter goes.
   *
   * @param parameter from 1
   * @return positions in the physical text, from 1; not to be changed. One, or several where the
   *     value is needed more than once.
   */
  public int[] positions(int parameter) {
    return positions[parameter - 1];
  }

  /** Whether the text itself returns the generated keys that were asked for. */
  public boolean returnsKeys() {
    return returnsKeys;
  }

  /** Whether a read that could not be rewritten for the new shape reads the old one instead. */
  public boolean fellBack() {
    return fellBack;
  }
}
