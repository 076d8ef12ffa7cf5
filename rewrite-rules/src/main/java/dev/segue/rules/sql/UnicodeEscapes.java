package dev.segue.rules.sql;

/** The escapes of {@code U&"d\0061t\+000061" UESCAPE '!'} (manual, 4.1.1). */
final class UnicodeEscapes {
  private UnicodeEscapes() {}

  /** The name that the token between the offsets, UESCAPE included, stands for. */
  static String identifier(String sql, int start, int end) {
    int opening = start + 2;
    char escape = '\\';
    int closing = end - 1;
    if (sql.charAt(closing) == '\'') {
      escape = sql.charAt(end - 2);
      closing = sql.lastIndexOf('"', end - 4);
    }
    return decode(sql, opening + 1, closing, escape);
  }

  private static String decode(String sql, int start, int end, char escape) {
    StringBuilder name = new StringBuilder(end - start);
    int at = start;
    while (at < end) {
      char c = sql.charAt(at);
      if (c == '"') {
        name.append('"');
        at += 2;
      } else if (c != escape) {
        name.append(c);
        at++;
      } else if (at + 1 < end && sql.charAt(at + 1) == escape) {
        name.append(escape);
        at += 2;
      } else {
        boolean six = at + 1 < end && sql.charAt(at + 1) == '+';
        int digits = six ? at + 2 : at + 1;
        int next = digits + (six ? 6 : 4);
        name.appendCodePoint(codePoint(sql, at, digits, next, end));
        at = next;
      }
    }
    return name.toString();
  }

  private static int codePoint(String sql, int escape, int start, int next, int end) {
    int value = 0;
    for (int i = start; i < next; i++) {
      int digit = i < end ? Character.digit(sql.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new SqlSyntaxException("invalid Unicode escape", escape);
      }
      value = value * 16 + digit;
    }
    if (!Character.isValidCodePoint(value)) {
      throw new SqlSyntaxException("invalid Unicode escape value", escape);
    }
    return value;
  }
}
