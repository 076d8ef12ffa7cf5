package dev.segue.migrator.cli;

import dev.segue.migrator.MigratorException;

/** What the command line exits with; scripts rely on these. */
public final class ExitCode {

  /** Done, or nothing found. */
  public static final int OK = 0;

  /** A check found errors, a verification differences, or a step was refused as unsafe. */
  public static final int FOUND = 1;

  /** Arguments, rules file or SQL cannot be used as they are. */
  public static final int BAD_INPUT = 2;

  /** The database cannot be reached. */
  public static final int UNREACHABLE = 3;

  /** A step was begun and could not be finished in time; it can be run again. */
  public static final int UNFINISHED = 4;

  /** A mistake in Segue itself. */
  public static final int INTERNAL = 70;

  private ExitCode() {}

  static int of(MigratorException.Kind kind) {
    return switch (kind) {
      case REFUSED -> FOUND;
      case BAD_INPUT -> BAD_INPUT;
      case UNREACHABLE -> UNREACHABLE;
      case FAILED -> UNFINISHED;
    };
  }
}
