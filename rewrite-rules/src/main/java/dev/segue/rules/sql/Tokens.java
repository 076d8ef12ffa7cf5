package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The parser's place in the text: the current token, a few ahead of it, the parameters passed, and
 * how deep the tree is at this place. For one parse, by one thread.
 *
 * <p>Depth. The tree's height is bounded, so that no recursion over it, the parser's own included,
 * can overflow a stack. Every rule that may contain itself calls {@link #enter} and {@link #leave};
 * a loop that puts what it has read so far below a new node, as {@code a + b - c + …} does, calls
 * {@link #below}. The current nesting plus the height of what lies below it must stay within {@link
 * #MAX_DEPTH}.
 *
 * <p>Width. What is looked up by name is bounded as well, so that no lookup takes long: a FROM
 * clause by {@link #MOST_RELATIONS}, a list of columns by what PostgreSQL itself takes.
 */
final class Tokens {
  static final int MAX_DEPTH = 250;
  static final int MOST_RELATIONS = 250;

  /** Bare ones: each of them shows everything once more. */
  static final int MOST_STARS = 16;

  /** PostgreSQL's {@code MaxTupleAttributeNumber}: more it refuses with 54011. */
  static final int MOST_COLUMNS = 1664;

  private static final int LOOKAHEAD = 8;

  private final String sql;
  private final Lexer lexer;
  private final List<Expression.Parameter> parameters = new ArrayList<>();

  private Token kind;
  private int start;
  private int end;
  private int previousEnd;

  private final Token[] aheadKinds = new Token[LOOKAHEAD];
  private final int[] aheadStarts = new int[LOOKAHEAD];
  private final int[] aheadEnds = new int[LOOKAHEAD];
  private int aheadFirst;
  private int aheadCount;

  private int depth;
  private int height;

  Tokens(String sql, LexicalSettings settings) {
    this.sql = sql;
    this.lexer = new Lexer(sql, settings);
    read();
  }

  // The current token.

  Token kind() {
    return kind;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Where the token before the current one ends. */
  int previousEnd() {
    return previousEnd;
  }

  /** From an earlier start to the end of the last token taken. */
  Span from(int earlier) {
    return new Span(earlier, previousEnd);
  }

  /** The place of the current token. */
  Span here() {
    return new Span(start, end);
  }

  String sql() {
    return sql;
  }

  /** The current token's text. */
  String text() {
    return sql.substring(start, end);
  }

  boolean at(Token token) {
    return kind == token;
  }

  /** Whether the current token and the one behind it are these. */
  boolean at(Token token, Token next) {
    return kind == token && ahead(1) == next;
  }

  /** Whether the current token is this word, which may be no key word of ours. */
  boolean atWord(String lowerCase) {
    return kind.isLabel()
        && end - start == lowerCase.length()
        && sql.regionMatches(true, start, lowerCase, 0, lowerCase.length());
  }

  /** The kind of the n-th token behind the current one. */
  Token ahead(int n) {
    while (aheadCount < n) {
      int slot = (aheadFirst + aheadCount) & (LOOKAHEAD - 1);
      aheadKinds[slot] = lexer.next();
      aheadStarts[slot] = lexer.start();
      aheadEnds[slot] = lexer.end();
      aheadCount++;
    }
    return aheadKinds[(aheadFirst + n - 1) & (LOOKAHEAD - 1)];
  }

  // Moving on.

  void advance() {
    if (kind == Token.PARAMETER) {
      parameters.add(new Expression.Parameter(here(), parameterIndex()));
    }
    previousEnd = end;
    read();
  }

  boolean accept(Token token) {
    if (kind != token) {
      return false;
    }
    advance();
    return true;
  }

  /** Takes two tokens if they are these. */
  boolean accept(Token token, Token next) {
    if (!at(token, next)) {
      return false;
    }
    advance();
    advance();
    return true;
  }

  void expect(Token token) {
    if (!accept(token)) {
      throw unexpected();
    }
  }

  private void read() {
    if (aheadCount > 0) {
      kind = aheadKinds[aheadFirst];
      start = aheadStarts[aheadFirst];
      end = aheadEnds[aheadFirst];
      aheadFirst = (aheadFirst + 1) & (LOOKAHEAD - 1);
      aheadCount--;
    } else {
      kind = lexer.next();
      start = lexer.start();
      end = lexer.end();
    }
  }

  // Parameters.

  private int parameterIndex() {
    if (sql.charAt(start) == '?') {
      return parameters.size() + 1;
    }
    long index = 0;
    for (int i = start + 1; i < end && index <= Integer.MAX_VALUE; i++) {
      index = index * 10 + (sql.charAt(i) - '0');
    }
    if (index > Integer.MAX_VALUE) {
      throw new SqlSyntaxException("parameter number too large", start);
    }
    return (int) index;
  }

  /** The parameters passed so far, in the order of the text. */
  List<Expression.Parameter> parameters() {
    return parameters;
  }

  /** The parameter that was passed last. */
  Expression.Parameter lastParameter() {
    return parameters.get(parameters.size() - 1);
  }

  // Depth.

  /** Goes a level deeper. What it returns is for {@link #leave}. */
  int enter() {
    int outer = height;
    depth++;
    height = 0;
    checkDepth();
    return outer;
  }

  /** Comes back from a level: the height above it is that of its highest child and one more. */
  void leave(int outer) {
    depth--;
    height = Math.max(outer, height + 1);
  }

  /** Puts everything read on this level so far below a node that is yet to be read further. */
  void below() {
    height++;
    checkDepth();
  }

  private void checkDepth() {
    if (depth + height > MAX_DEPTH) {
      throw new SqlSyntaxException(
          "nested too deeply: more than " + MAX_DEPTH + " levels", Math.min(start, sql.length()));
    }
  }

  /** Refuses a list that is too long to be true. */
  void checkCount(int count, int most, String what) {
    if (count > most) {
      throw new SqlSyntaxException("more than " + most + " " + what, Math.min(start, sql.length()));
    }
  }

  // Mistakes.

  SqlSyntaxException unexpected() {
    return switch (kind) {
      case END_OF_TEXT -> new SqlSyntaxException("syntax error at end of input", sql.length());
      case STRING, BIT_STRING, NUMBER ->
          new SqlSyntaxException("syntax error at or near a constant", start);
      default -> new SqlSyntaxException("syntax error at or near \"" + text() + "\"", start);
    };
  }
}
