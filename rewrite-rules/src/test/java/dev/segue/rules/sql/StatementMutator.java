package dev.segue.rules.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes other texts of statements: tokens are deleted, doubled, exchanged, replaced by those of
 * other statements or by key words, and halves are put together.
 */
public final class StatementMutator {

  private static final String[] WORDS =
      ("SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET FETCH FOR UPDATE SHARE OF ONLY LATERAL"
              + " UNION ALL INTERSECT EXCEPT DISTINCT ON AS JOIN LEFT RIGHT FULL CROSS NATURAL USING"
              + " WITH RECURSIVE INSERT INTO VALUES DEFAULT CONFLICT DO NOTHING SET RETURNING DELETE"
              + " MERGE WHEN MATCHED THEN CASE ELSE END IS NOT NULL IN LIKE BETWEEN AND OR ANY SOME"
              + " ARRAY ROW EXISTS CAST COLLATE AT TIME ZONE INTERVAL OVER PARTITION WINDOW ROWS FILTER"
              + " WITHIN TABLE TABLESAMPLE ORDINALITY OLD NEW NFC JSON XMLELEMENT YEAR VALUE KEY TEXT"
              + " PATH NAME TYPE FIRST LAST NEXT PRECEDING FOLLOWING OVERLAPS SIMILAR ESCAPE OPERATOR"
              + " ( ) , . ; * + - = <> :: [ ] : := => ? $1 1 .5 'a' E'b' B'1' N'c' \"d\" U&\"e\" {fn a}")
          .split(" (?!a})");

  private final Random random;
  private final List<String> statements;

  public StatementMutator(Random random, List<String> statements) {
    this.random = random;
    this.statements = statements;
  }

  /** A statement as it is, or with some mutations. */
  public String next() {
    String sql = statement();
    for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
      sql = mutated(sql);
    }
    return sql;
  }

  private String statement() {
    return statements.get(random.nextInt(statements.size()));
  }

  private String mutated(String sql) {
    List<String> tokens = tokens(sql);
    if (tokens.isEmpty()) {
      return sql;
    }
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(8)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> tokens.set(at, tokens.set(random.nextInt(tokens.size()), tokens.get(at)));
      case 3 -> tokens.set(at, one(tokens(statement())));
      case 4 -> tokens.set(at, WORDS[random.nextInt(WORDS.length)]);
      case 5 -> tokens.add(at, WORDS[random.nextInt(WORDS.length)]);
      case 6 -> {
        List<String> other = tokens(statement());
        tokens.subList(at, tokens.size()).clear();
        tokens.addAll(other.subList(random.nextInt(other.size() + 1), other.size()));
      }
      default -> {
        List<String> other = tokens(statement());
        int from = random.nextInt(other.size() + 1);
        int to = Math.min(other.size(), from + random.nextInt(12));
        tokens.addAll(at, other.subList(from, to));
      }
    }
    return String.join(" ", tokens);
  }

  private String one(List<String> tokens) {
    return tokens.isEmpty() ? "a" : tokens.get(random.nextInt(tokens.size()));
  }

  private static List<String> tokens(String sql) {
    List<String> tokens = new ArrayList<>();
    Lexer lexer = new Lexer(sql, LexicalSettings.POSTGRES);
    try {
      while (lexer.next() != Token.END_OF_TEXT) {
        tokens.add(sql.substring(lexer.start(), lexer.end()));
      }
    } catch (SqlSyntaxException rest) {
      tokens.add(sql.substring(Math.min(lexer.start(), sql.length())));
    }
    return tokens;
  }
}
