package dev.segue.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What PostgreSQL's grammar accepts, Segue's parser reads: over mutations of the statements of
 * PostgreSQL's regression tests, judged by a server. {@code -Dsegue.grammar.texts} says how many,
 * {@code -Dsegue.grammar.seed} which.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class PostgresGrammarTest {

  private static final int TEXTS = Integer.getInteger("segue.grammar.texts", 8_000);
  private static final int BATCH = 500;
  private static final int SHOWN = 25;

  /**
   * Opens a cursor and closes it: the whole text is parsed and analyzed, and nothing executed. Most
   * mutations fail in the analysis, the database being empty.
   */
  private static final String PARSE =
      """
      CREATE FUNCTION parsed(sql text) RETURNS text LANGUAGE plpgsql AS $$
      DECLARE parsed refcursor;
      BEGIN
        OPEN parsed FOR EXECUTE sql;
        CLOSE parsed;
        RETURN '00000';
      EXCEPTION WHEN OTHERS THEN
        RETURN SQLSTATE;
      END$$""";

  /**
   * Raised by scanner and grammar: syntax_error, feature_not_supported, invalid_name, nonstandard
   * escapes, invalid characters, statement_too_complex. Analysis raises some of them too, so that a
   * few texts are not judged that could be.
   */
  private static final Set<String> REJECTED =
      Set.of("42601", "0A000", "42602", "22025", "22019", "22021", "22P05", "22P06", "54001");

  @Test
  void whatPostgresAcceptsIsRead(TestDatabase database) throws Exception {
    List<String> statements = Corpus.statements();
    assumeThat(statements).as("no " + Corpus.FILE + " beside the repository").isNotEmpty();
    long seed = Long.getLong("segue.grammar.seed", 1);
    StatementMutator mutator = new StatementMutator(new Random(seed), statements);
    database.execute(PARSE);
    TreeMap<String, Integer> states = new TreeMap<>();
    List<String> unread = new ArrayList<>();
    int accepted = 0;
    int read = 0;
    try (Connection connection = database.connect()) {
      for (int done = 0; done < TEXTS; done += BATCH) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < BATCH) {
          texts.add(mutator.next());
        }
        List<String> judged = judged(connection, texts);
        for (int i = 0; i < BATCH; i++) {
          boolean reads = reads(texts.get(i));
          states.merge(judged.get(i), 1, Integer::sum);
          read += reads ? 1 : 0;
          if (!REJECTED.contains(judged.get(i))) {
            accepted++;
            if (!reads) {
              unread.add(judged.get(i) + ": " + texts.get(i));
            }
          }
        }
      }
    }
    System.out.printf(
        "grammar: seed %d, of %,d mutated statements PostgreSQL accepts %,d, of these %,d are read;"
            + " %,d are read in all%n",
        seed, TEXTS, accepted, accepted - unread.size(), read);
    assertThat(accepted).as("%s", states).isGreaterThan(TEXTS / 20);
    assertThat(unread.stream().limit(SHOWN)).as("%s", states).isEmpty();
  }

  private static List<String> judged(Connection connection, List<String> texts)
      throws SQLException {
    List<String> states = new ArrayList<>();
    Array array = connection.createArrayOf("text", texts.toArray());
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT parsed(sql) FROM unnest(?::text[]) WITH ORDINALITY AS t (sql, place)"
                + " ORDER BY place")) {
      statement.setArray(1, array);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          states.add(rows.getString(1));
        }
      }
    }
    return states;
  }

  private static boolean reads(String sql) {
    try {
      Parser.parse(sql, LexicalSettings.POSTGRES);
      return true;
    } catch (SqlSyntaxException unreadable) {
      return false;
    }
  }
}
