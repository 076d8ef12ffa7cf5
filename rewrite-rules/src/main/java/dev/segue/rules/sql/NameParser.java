package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names, and how PostgreSQL folds them (manual, 4.1.1). */
final class NameParser {
  private final Tokens tokens;

  NameParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** {@code ColId}. */
  Identifier colId() {
    return name(tokens.kind().isColumnName());
  }

  /** {@code type_function_name}. */
  Identifier typeFunctionName() {
    return name(tokens.kind().isTypeOrFunctionName());
  }

  /** {@code ColLabel}. */
  Identifier colLabel() {
    return name(tokens.kind().isLabel());
  }

  private Identifier name(boolean allowed) {
    if (!allowed) {
      throw tokens.unexpected();
    }
    Identifier identifier = new Identifier(tokens.here(), folded());
    tokens.advance();
    return identifier;
  }

  /** {@code '(' ColId, … ')'}, or nothing: an empty list. */
  List<Identifier> optNameList() {
    return tokens.at(Token.LEFT_PARENTHESIS) ? nameList() : List.of();
  }

  /** {@code '(' ColId, … ')'}. */
  List<Identifier> nameList() {
    List<Identifier> names = new ArrayList<>();
    tokens.expect(Token.LEFT_PARENTHESIS);
    do {
      names.add(colId());
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return names;
  }

  /** {@code any_name}: a name with qualifications, of which the last is given. */
  Identifier anyName() {
    Identifier name = colId();
    while (tokens.accept(Token.DOT)) {
      name = colLabel();
    }
    return name;
  }

  /** {@code func_name}: of which the last part is given. */
  Identifier anyFunctionName() {
    Identifier name = name(tokens.kind().isTypeOrFunctionName() || tokens.kind().isColumnName());
    while (tokens.accept(Token.DOT)) {
      name = colLabel();
    }
    return name;
  }

  /** {@code qualified_name}: of a table, view or other relation. */
  RelationName qualifiedName() {
    Identifier first = colId();
    if (!tokens.accept(Token.DOT)) {
      return new RelationName(first.span(), Optional.empty(), Optional.empty(), first);
    }
    Identifier second = colLabel();
    if (!tokens.accept(Token.DOT)) {
      return new RelationName(
          first.span().to(second.span()), Optional.empty(), Optional.of(first), second);
    }
    Identifier third = colLabel();
    return new RelationName(
        first.span().to(third.span()), Optional.of(first), Optional.of(second), third);
  }

  /** The name that the current token, an identifier or key word, stands for. */
  String folded() {
    String sql = tokens.sql();
    int start = tokens.start();
    char first = sql.charAt(start);
    if (first == '"') {
      return quoted(sql, start + 1, tokens.end() - 1);
    }
    if (tokens.kind() == Token.IDENTIFIER && tokens.end() - start > 2 && isUnicode(sql, start)) {
      return UnicodeEscapes.identifier(sql, start, tokens.end());
    }
    return tokens.kind().isKeyword() ? tokens.kind().text() : lower(sql, start, tokens.end());
  }

  private static boolean isUnicode(String sql, int start) {
    return sql.charAt(start + 1) == '&';
  }

  private static String quoted(String sql, int start, int end) {
    String inside = sql.substring(start, end);
    return inside.indexOf('"') < 0 ? inside : inside.replace("\"\"", "\"");
  }

  /** ASCII letters only, as PostgreSQL does in a multi-byte encoding. */
  private static String lower(String sql, int start, int end) {
    for (int i = start; i < end; i++) {
      if (isUpper(sql.charAt(i))) {
        StringBuilder folded = new StringBuilder(sql.substring(start, end));
        for (int at = i - start; at < folded.length(); at++) {
          char c = folded.charAt(at);
          if (isUpper(c)) {
            folded.setCharAt(at, (char) (c + ('a' - 'A')));
          }
        }
        return folded.toString();
      }
    }
    return sql.substring(start, end);
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
