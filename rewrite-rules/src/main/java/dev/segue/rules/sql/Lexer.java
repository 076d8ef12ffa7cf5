package dev.segue.rules.sql;

/**
 * Cuts a text into tokens by PostgreSQL's lexical rules (manual, 4.1; the rules themselves are
 * scan.l's). It looks at each character a bounded number of times, keeps nothing but its place, and
 * makes no objects: a token is its kind and its two offsets.
 *
 * <p>Two things are wider than PostgreSQL: {@code 123abc}, an error since version 15, is read as
 * the two tokens that it was before; and characters of any alphabet count as letters, as they do
 * there for bytes above 127.
 */
final class Lexer {
  private static final int NO_CHARACTER = -1;

  private final String sql;
  private final int length;
  private final boolean standardConformingStrings;
  private final boolean jdbc;
  private int position;
  private int start;

  /** Up to here stand signs that an operator left behind: each of them is a token. */
  private int signsEnd;

  Lexer(String sql, LexicalSettings settings) {
    this.sql = sql;
    this.length = sql.length();
    this.standardConformingStrings = settings.standardConformingStrings();
    this.jdbc = settings.jdbc();
  }

  /** Where the last token starts. */
  int start() {
    return start;
  }

  /** Where the last token ends. */
  int end() {
    return position;
  }

  /** Reads the next token; at the end of the text, {@link Token#END_OF_TEXT} again and again. */
  Token next() {
    skipSpace();
    start = position;
    if (position >= length) {
      return Token.END_OF_TEXT;
    }
    char c = sql.charAt(position);
    if (isIdentifierStart(c)) {
      return word(c);
    }
    if (isDigit(c)) {
      return number();
    }
    switch (c) {
      case '\'':
        return string(!standardConformingStrings);
      case '"':
        return quotedIdentifier();
      case '$':
        return dollar();
      case '.':
        return dot();
      case ',':
        return symbol(Token.COMMA);
      case '(':
        return symbol(Token.LEFT_PARENTHESIS);
      case ')':
        return symbol(Token.RIGHT_PARENTHESIS);
      case '[':
        return symbol(Token.LEFT_BRACKET);
      case ']':
        return symbol(Token.RIGHT_BRACKET);
      case ';':
        return symbol(Token.SEMICOLON);
      case ':':
        return colon();
      case '{':
        return brace(Token.LEFT_BRACE);
      case '}':
        return brace(Token.RIGHT_BRACE);
      default:
        return operator();
    }
  }

  private Token symbol(Token token) {
    position++;
    return token;
  }

  private Token brace(Token token) {
    if (!jdbc) {
      throw new SqlSyntaxException("syntax error at or near \"" + token.text() + "\"", position);
    }
    return symbol(token);
  }

  private Token colon() {
    position++;
    if (at(position) == ':') {
      return symbol(Token.TYPECAST);
    }
    return at(position) == '=' ? symbol(Token.COLON_EQUALS) : Token.COLON;
  }

  private Token dot() {
    if (isDigit(at(position + 1))) {
      return number();
    }
    position++;
    return at(position) == '.' ? symbol(Token.DOT_DOT) : Token.DOT;
  }

  // Space and comments.

  private void skipSpace() {
    while (position < length) {
      char c = sql.charAt(position);
      if (isSpace(c)) {
        position++;
      } else if (c == '-' && at(position + 1) == '-') {
        skipLine();
      } else if (c == '/' && at(position + 1) == '*') {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (position < length && !isNewline(sql.charAt(position))) {
      position++;
    }
  }

  private void skipComment() {
    int opening = position;
    int depth = 0;
    while (position < length) {
      char c = sql.charAt(position);
      if (c == '/' && at(position + 1) == '*') {
        depth++;
        position += 2;
      } else if (c == '*' && at(position + 1) == '/') {
        depth--;
        position += 2;
        if (depth == 0) {
          return;
        }
      } else {
        position++;
      }
    }
    throw new SqlSyntaxException("unterminated /* comment", opening);
  }

  // Words: key words, identifiers, and strings with a letter in front.

  private Token word(char first) {
    int quote = at(position + 1);
    if (quote == '\'') {
      switch (first) {
        case 'e', 'E':
          position++;
          return string(true);
        case 'b', 'B', 'x', 'X':
          position++;
          string(false);
          return Token.BIT_STRING;
        case 'n', 'N':
          position++;
          return Token.NCHAR;
        default:
          break;
      }
    } else if (quote == '&' && (first == 'u' || first == 'U')) {
      int third = at(position + 2);
      if (third == '\'' || third == '"') {
        position += 2;
        Token token = third == '"' ? quotedIdentifier() : string(false);
        unicodeEscape();
        return token;
      }
    }
    return identifier();
  }

  private Token identifier() {
    int hash = 0;
    boolean plain = true;
    while (position < length) {
      char c = sql.charAt(position);
      if (!isIdentifierPart(c)) {
        break;
      }
      plain &= c < 128;
      hash = Keywords.hash(hash, c);
      position++;
    }
    return plain ? Keywords.find(sql, start, position, hash) : Token.IDENTIFIER;
  }

  private Token quotedIdentifier() {
    int opening = position;
    position++;
    while (position < length) {
      if (sql.charAt(position++) == '"') {
        if (at(position) != '"') {
          if (position - opening == 2) {
            throw new SqlSyntaxException("zero-length delimited identifier", start);
          }
          return Token.IDENTIFIER;
        }
        position++;
      }
    }
    throw new SqlSyntaxException("unterminated quoted identifier", start);
  }

  /** Takes {@code UESCAPE 'x'} behind {@code U&…} into the token. */
  private void unicodeEscape() {
    int end = position;
    skipSpace();
    String word = "uescape";
    if (sql.regionMatches(true, position, word, 0, word.length())
        && !isIdentifierPart(at(position + word.length()))) {
      position += word.length();
      skipSpace();
      if (at(position) == '\'' && at(position + 2) == '\'') {
        position += 3;
        return;
      }
      throw new SqlSyntaxException(
          "UESCAPE must be followed by a simple string literal", Math.min(position, length));
    }
    position = end;
  }

  // Strings.

  /** Reads a string from its opening quote on, with its continuations on further lines. */
  private Token string(boolean backslashes) {
    do {
      stringPart(backslashes);
    } while (continues());
    return Token.STRING;
  }

  private void stringPart(boolean backslashes) {
    position++;
    while (position < length) {
      char c = sql.charAt(position++);
      if (c == '\'') {
        if (at(position) != '\'') {
          return;
        }
        position++;
      } else if (c == '\\' && backslashes) {
        position++;
      }
    }
    position = length;
    throw new SqlSyntaxException("unterminated quoted string", start);
  }

  /**
   * Whether the string goes on: behind the quote space with a newline in it (comments to the end of
   * the line count), and another quote, on which this then stands.
   */
  private boolean continues() {
    int end = position;
    boolean newline = false;
    while (position < length) {
      char c = sql.charAt(position);
      if (isSpace(c)) {
        newline |= isNewline(c);
        position++;
      } else if (c == '-' && at(position + 1) == '-') {
        skipLine();
      } else {
        break;
      }
    }
    if (newline && at(position) == '\'') {
      return true;
    }
    position = end;
    return false;
  }

  private Token dollar() {
    if (isDigit(at(position + 1))) {
      position++;
      while (isDigit(at(position))) {
        position++;
      }
      return Token.PARAMETER;
    }
    int tagEnd = position + 1;
    if (isIdentifierStart(at(tagEnd))) {
      while (isIdentifierPart(at(tagEnd)) && at(tagEnd) != '$') {
        tagEnd++;
      }
    }
    if (at(tagEnd) != '$') {
      throw new SqlSyntaxException("syntax error at or near \"$\"", position);
    }
    String tag = sql.substring(position, tagEnd + 1);
    int closing = sql.indexOf(tag, tagEnd + 1);
    if (closing < 0) {
      throw new SqlSyntaxException("unterminated dollar-quoted string", start);
    }
    position = closing + tag.length();
    return Token.STRING;
  }

  // Numbers.

  private Token number() {
    if (at(position) == '0' && radix(at(position + 1)) > 0 && digitsOfRadix()) {
      return Token.NUMBER;
    }
    digits();
    if (at(position) == '.' && at(position + 1) != '.') {
      position++;
      digits();
    }
    exponent();
    return Token.NUMBER;
  }

  private static int radix(int c) {
    return switch (c) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  private boolean digitsOfRadix() {
    int radix = radix(at(position + 1));
    int end = position + 2;
    while (Character.digit(at(at(end) == '_' ? end + 1 : end), radix) >= 0 && at(end) < 128) {
      end += at(end) == '_' ? 2 : 1;
    }
    boolean any = end > position + 2;
    if (any) {
      position = end;
    }
    return any;
  }

  private void digits() {
    while (isDigit(at(position)) || (at(position) == '_' && isDigit(at(position + 1)))) {
      position++;
    }
  }

  private void exponent() {
    if (at(position) == 'e' || at(position) == 'E') {
      int sign = at(position + 1);
      int first = sign == '+' || sign == '-' ? position + 2 : position + 1;
      if (isDigit(at(first))) {
        position = first;
        digits();
      }
    }
  }

  // Operators.

  /**
   * The longest run of operator characters that holds no start of a comment; a run of several ends
   * in + or - only where it holds one of {@code ~ ! @ # % ^ & | ` ?} (manual, 4.1.3).
   */
  private Token operator() {
    if (position < signsEnd) {
      return symbol(sql.charAt(position) == '+' ? Token.PLUS : Token.MINUS);
    }
    boolean free = false;
    while (position < length) {
      char c = sql.charAt(position);
      if (!isOperatorCharacter(c) || startsComment(c)) {
        break;
      }
      if (c == '?' && jdbc) {
        if (at(position + 1) != '?') {
          break;
        }
        position++;
      }
      free |= "~!@#^&|`?%".indexOf(c) >= 0;
      position++;
    }
    if (position == start) {
      return parameterOrMistake();
    }
    signsEnd = position;
    while (!free && position - start > 1 && isSign(sql.charAt(position - 1))) {
      position--;
    }
    return position - start > 2 ? Token.OPERATOR : shortOperator();
  }

  private Token parameterOrMistake() {
    char c = sql.charAt(position);
    if (c == '?') {
      return symbol(Token.PARAMETER);
    }
    throw new SqlSyntaxException("syntax error at or near \"" + c + "\"", position);
  }

  private Token shortOperator() {
    char first = sql.charAt(start);
    if (position - start == 1) {
      return switch (first) {
        case '+' -> Token.PLUS;
        case '-' -> Token.MINUS;
        case '*' -> Token.STAR;
        case '/' -> Token.SLASH;
        case '%' -> Token.PERCENT;
        case '^' -> Token.CARET;
        case '<' -> Token.LESS;
        case '>' -> Token.GREATER;
        case '=' -> Token.EQUALS;
        default -> Token.OPERATOR;
      };
    }
    char second = sql.charAt(start + 1);
    if (second == '=') {
      return switch (first) {
        case '<' -> Token.LESS_EQUALS;
        case '>' -> Token.GREATER_EQUALS;
        case '!' -> Token.NOT_EQUALS;
        default -> Token.OPERATOR;
      };
    }
    if (second == '>') {
      return switch (first) {
        case '<' -> Token.NOT_EQUALS;
        case '=' -> Token.EQUALS_GREATER;
        default -> Token.OPERATOR;
      };
    }
    return Token.OPERATOR;
  }

  private boolean startsComment(char c) {
    return (c == '-' && at(position + 1) == '-') || (c == '/' && at(position + 1) == '*');
  }

  // Classes of characters.

  private int at(int offset) {
    return offset < length ? sql.charAt(offset) : NO_CHARACTER;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isNewline(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isSign(char c) {
    return c == '+' || c == '-';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isIdentifierStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
  }

  private static boolean isIdentifierPart(int c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }

  private static boolean isOperatorCharacter(char c) {
    return switch (c) {
      case '~', '!', '@', '#', '^', '&', '|', '`', '?', '+', '-', '*', '/', '%', '<', '>', '=' ->
          true;
      default -> false;
    };
  }
}
