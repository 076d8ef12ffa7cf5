package dev.segue.flags;

/**
 * What the four flags of one migration say, as they were set: nothing here has been judged safe.
 * Immutable.
 */
public record MigrationFlags(
    boolean writeNew, Percentage shadowRead, Percentage readNew, boolean retireOld) {

  /** All four off: what an unset migration has. */
  public static final MigrationFlags OFF =
      new MigrationFlags(false, Percentage.ZERO, Percentage.ZERO, false);

  /** The flag's value; an on/off flag is 0 % or 100 %. */
  public Percentage get(FlagKind kind) {
    return switch (kind) {
      case WRITE_NEW -> onOff(writeNew);
      case SHADOW_READ -> shadowRead;
      case READ_NEW -> readNew;
      case RETIRE_OLD -> onOff(retireOld);
    };
  }

  /**
   * These flags with one of them changed.
   *
   * @throws FlagException if {@code kind} is on/off and {@code value} is neither 0 % nor 100 %
   */
  public MigrationFlags with(FlagKind kind, Percentage value) {
    return switch (kind) {
      case WRITE_NEW -> new MigrationFlags(isOn(kind, value), shadowRead, readNew, retireOld);
      case SHADOW_READ -> new MigrationFlags(writeNew, value, readNew, retireOld);
      case READ_NEW -> new MigrationFlags(writeNew, shadowRead, value, retireOld);
      case RETIRE_OLD -> new MigrationFlags(writeNew, shadowRead, readNew, isOn(kind, value));
    };
  }

  /** How a value of {@code kind} is written: {@code on}, {@code off} or {@code 25%}. */
  public static String word(FlagKind kind, Percentage value) {
    if (kind.takesPercentage()) {
      return value.toString();
    }
    return value.isZero() ? "off" : "on";
  }

  private static Percentage onOff(boolean on) {
    return on ? Percentage.HUNDRED : Percentage.ZERO;
  }

  private static boolean isOn(FlagKind kind, Percentage value) {
    if (!value.isZero() && !value.isHundred()) {
      throw new FlagException(
          "flag %s is on or off and takes no percentage".formatted(kind.word()),
          "It was given %s.".formatted(value),
          "Only read-new and shadow-read roll out by percentage.");
    }
    return value.isHundred();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (FlagKind kind : FlagKind.values()) {
      text.append(text.isEmpty() ? "" : ", ").append(kind.word()).append(' ');
      text.append(word(kind, get(kind)));
    }
    return text.toString();
  }
}
