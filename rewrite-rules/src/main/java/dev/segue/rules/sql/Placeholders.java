package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import java.util.Locale;

/**
 * Literals that stand for those of a text where texts are planned together that differ in nothing
 * else. A placeholder is a literal of the same kind, made so that nothing else is likely to contain
 * it.
 *
 * <p>Whoever must know what a literal of the application's text says asks {@link #valueOf} for it.
 */
public final class Placeholders {

  private static final String STRING = "'Segue:5d41402abc4b2a76b9719d91:";
  private static final String NUMBER = "58941702384619374620";
  private static final String BITS = "B'1011010001110100101101110001011010011101011000101";
  private static final int DIGITS = 6;
  private static final int BITS_DIGITS = 17;

  /** So many can be told apart. */
  public static final int MOST = 100_000;

  private Placeholders() {}

  /** The placeholder of a literal. All of a kind have one length. */
  public static String of(Literals.Kind kind, int index) {
    String quote = kind == Literals.Kind.NUMBER ? "" : "'";
    return mark(kind) + digits(kind, index) + quote;
  }

  /** What the placeholders of a kind begin with. */
  public static String mark(Literals.Kind kind) {
    return switch (kind) {
      case STRING -> STRING;
      case NUMBER -> NUMBER;
      case BIT_STRING -> BITS;
    };
  }

  private static String digits(Literals.Kind kind, int index) {
    boolean bits = kind == Literals.Kind.BIT_STRING;
    String digits = Integer.toString(index, bits ? 2 : 10);
    return "0".repeat((bits ? BITS_DIGITS : DIGITS) - digits.length()) + digits;
  }

  /**
   * Which literal the placeholder at a place stands for, of which it is known how it begins.
   *
   * @return negative where the place holds no whole placeholder
   */
  public static int indexAt(String text, int start, Literals.Kind kind) {
    boolean bits = kind == Literals.Kind.BIT_STRING;
    int first = start + mark(kind).length();
    int end = first + (bits ? BITS_DIGITS : DIGITS);
    int index = 0;
    for (int i = first; i < end; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), bits ? 2 : 10) : -1;
      if (digit < 0) {
        return -1;
      }
      index = index * (bits ? 2 : 10) + digit;
    }
    return text.startsWith(of(kind, index % MOST), start) ? index : -1;
  }

  /** Whether something of a placeholder stands in a text, however it is cased or quoted. */
  public static boolean hasPart(String text) {
    return text.contains(NUMBER)
        || text.contains(BITS.substring(2))
        || text.toLowerCase(Locale.ROOT).contains(STRING.substring(1).toLowerCase(Locale.ROOT));
  }

  /**
   * The text of a literal, for who cannot do without what it says.
   *
   * @param sql the application's text, or a template that is planned in its stead
   * @throws LiteralNeededException in a template: its texts are then planned each for itself
   */
  public static String valueOf(String sql, Expression.Literal literal) {
    String value = literal.span().of(sql);
    if (hasPart(value)) {
      throw new LiteralNeededException();
    }
    return value;
  }
}
