package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * COPY of a table (manual, SQL Commands). Of its options only those are read that name columns or
 * depend on them.
 */
final class CopyParser {
  private final Grammar grammar;
  private final Tokens tokens;
  private final List<Identifier> named = new ArrayList<>();
  private boolean headerMatches;
  private boolean defaults;
  private boolean delimiters;

  CopyParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code CopyStmt}, of a table. */
  Statement copy() {
    int start = tokens.start();
    tokens.expect(Token.COPY);
    boolean binary = tokens.accept(Token.BINARY);
    int subjectStart = tokens.start();
    RelationName table = grammar.names.qualifiedName();
    List<Identifier> columns = grammar.names.optNameList();
    Span subject = tokens.from(subjectStart);
    boolean from = tokens.accept(Token.FROM);
    if (!from) {
      tokens.expect(Token.TO);
    }
    if (tokens.at(Token.SEMICOLON) || tokens.at(Token.END_OF_TEXT)) {
      throw tokens.unexpected();
    }
    // A file, PROGRAM, STDIN or STDOUT.
    tokens.advance();
    Optional<Expression> where = options();
    return new Statement.Copy(
        tokens.from(start),
        from,
        binary || delimiters,
        table,
        columns,
        subject,
        new Statement.CopyOptions(named, headerMatches, defaults),
        where);
  }

  private Optional<Expression> options() {
    int depth = 0;
    while (!tokens.at(Token.SEMICOLON) && !tokens.at(Token.END_OF_TEXT)) {
      if (tokens.at(Token.WHERE) && depth == 0) {
        return grammar.queries.whereClause();
      }
      if (tokens.at(Token.LEFT_PARENTHESIS)) {
        depth++;
      } else if (tokens.at(Token.RIGHT_PARENTHESIS)) {
        depth--;
      }
      option();
    }
    return Optional.empty();
  }

  private void option() {
    boolean isDefault = tokens.at(Token.DEFAULT);
    String word = word();
    tokens.advance();
    switch (word) {
      case "force_quote", "force_null", "force_not_null" -> {
        if (tokens.at(Token.LEFT_PARENTHESIS)) {
          named.addAll(grammar.names.optNameList());
        }
      }
      case "force" -> forced();
      case "header" -> headerMatches |= word().equals("match");
      case "delimiters" -> delimiters = true;
      default -> defaults |= isDefault;
    }
  }

  /** {@code FORCE QUOTE a, b}, {@code FORCE NOT NULL a}, as before PostgreSQL 9.0. */
  private void forced() {
    tokens.accept(Token.NOT);
    tokens.advance();
    if (tokens.kind().isColumnName()) {
      do {
        named.add(grammar.names.colId());
      } while (tokens.accept(Token.COMMA));
    }
  }

  /** The current token as a word, without the quotes that it may have. */
  private String word() {
    return tokens.text().replace("'", "").toLowerCase(Locale.ROOT);
  }
}
