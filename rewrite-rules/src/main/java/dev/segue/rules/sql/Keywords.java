package dev.segue.rules.sql;

/** Finds the key word that a stretch of text is, without making a string of it. Thread-safe. */
public final class Keywords {
  /** A power of two, large enough that most slots are empty. */
  private static final int SLOTS = 2048;

  private static final Token[] TABLE = table();

  private Keywords() {}

  /**
   * Whether a word can be the name of a column or a table only in quotes, somewhere or everywhere
   * (manual, appendix C: all key words but the non-reserved ones).
   */
  public static boolean needsQuotes(String word) {
    int hash = 0;
    for (int i = 0; i < word.length(); i++) {
      hash = hash(hash, word.charAt(i));
    }
    Token token = find(word, 0, word.length(), hash);
    return token.isKeyword() && !(token.isColumnName() && token.isTypeOrFunctionName());
  }

  /** Adds a character to the hash of a word, whatever its case. */
  static int hash(int hash, char c) {
    return hash * 31 + (c | 0x20);
  }

  /** The key word between the two offsets, whose hash is given; else an identifier. */
  static Token find(String sql, int start, int end, int hash) {
    for (int slot = slot(hash); TABLE[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
      if (matches(TABLE[slot].text(), sql, start, end)) {
        return TABLE[slot];
      }
    }
    return Token.IDENTIFIER;
  }

  private static boolean matches(String keyword, String sql, int start, int end) {
    if (keyword.length() != end - start) {
      return false;
    }
    for (int i = 0; i < keyword.length(); i++) {
      char c = sql.charAt(start + i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      if (lower != keyword.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Token[] table() {
    Token[] table = new Token[SLOTS];
    for (Token token : Token.values()) {
      if (token.isKeyword()) {
        int hash = 0;
        for (int i = 0; i < token.text().length(); i++) {
          hash = hash(hash, token.text().charAt(i));
        }
        int slot = slot(hash);
        while (table[slot] != null) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        table[slot] = token;
      }
    }
    return table;
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> 11)) & (SLOTS - 1);
  }
}
