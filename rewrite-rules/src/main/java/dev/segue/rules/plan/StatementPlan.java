package dev.segue.rules.plan;

import java.util.Arrays;

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

  /**
   * The application's text as it is, where nothing is known of its parameters: they are the wrapped
   * driver's to count.
   */
  public static StatementPlan unchanged(String sql) {
    return new StatementPlan(sql, new int[0], 0, false, false);
  }

  private static int[][] positions(int[] parameters, int logicalCount) {
    int[][] positions = new int[logicalCount][];
    for (int logical = 1; logical <= logicalCount; logical++) {
      int[] found = new int[parameters.length];
      int count = 0;
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i] == logical) {
          found[count++] = i + 1;
        }
      }
      positions[logical - 1] = Arrays.copyOf(found, count);
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
