package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the literals of a text stand: its strings, bit strings and numbers, as the lexer finds
 * them, with whatever belongs to their spelling (an {@code E} in front, continuations, {@code
 * UESCAPE}). Immutable.
 */
public final class Literals {

  private final List<Span> spans;
  private final List<Kind> kinds;

  private Literals(List<Span> spans, List<Kind> kinds) {
    this.spans = spans;
    this.kinds = kinds;
  }

  /** What a token is, as far as literals go. */
  public enum Kind {
    STRING,
    BIT_STRING,
    NUMBER
  }

  /** The literals of a text; empty where the text cannot be cut into tokens. */
  public static Optional<Literals> of(String sql, LexicalSettings settings) {
    List<Span> spans = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    Lexer lexer = new Lexer(sql, settings);
    try {
      for (Token token = lexer.next(); token != Token.END_OF_TEXT; token = lexer.next()) {
        Kind kind = kindOf(token);
        if (kind != null) {
          spans.add(new Span(lexer.start(), lexer.end()));
          kinds.add(kind);
        }
      }
    } catch (SqlSyntaxException unreadable) {
      return Optional.empty();
    }
    return Optional.of(new Literals(spans, kinds));
  }

  private static Kind kindOf(Token token) {
    return switch (token) {
      case STRING -> Kind.STRING;
      case BIT_STRING -> Kind.BIT_STRING;
      case NUMBER -> Kind.NUMBER;
      default -> null;
    };
  }

  /** How many there are. */
  public int count() {
    return spans.size();
  }

  /** Where the literal of this index stands, from 0. */
  public Span span(int index) {
    return spans.get(index);
  }

  /** What the literal of this index is, from 0. */
  public Kind kind(int index) {
    return kinds.get(index);
  }
}
