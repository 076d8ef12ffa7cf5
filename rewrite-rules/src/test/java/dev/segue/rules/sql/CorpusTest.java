package dev.segue.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.rules.sql.Inspection.Column;
import dev.segue.rules.sql.Inspection.Relation;
import dev.segue.rules.sql.Inspection.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Compares what this parser sees in the statements of PostgreSQL's regression tests with what
 * PostgreSQL's own parser saw. The statements are no part of this repository: without them the test
 * is skipped.
 */
class CorpusTest {
  private static final int SHOWN = 25;

  @Test
  void agreesWithPostgresOnEveryStatementOfItsRegressionTests() throws IOException {
    Optional<Path> corpus = Corpus.file();
    assumeTrue(corpus.isPresent(), "no " + Corpus.FILE + " beside the repository");
    List<String> lines = Files.readAllLines(corpus.get());
    List<String> differences = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : lines) {
      JsonNode statement = mapper.readTree(line);
      difference(statement)
          .ifPresent(text -> differences.add(text + "\n    in: " + statement.get("sql").asText()));
    }
    int agreed = lines.size() - differences.size();
    System.out.printf(
        "corpus: %,d of %,d statements agree with PostgreSQL (%.2f %%)%n",
        agreed, lines.size(), 100.0 * agreed / lines.size());
    assertThat(differences.stream().limit(SHOWN)).isEmpty();
    assertThat(lines).hasSizeGreaterThan(10_000);
  }

  private static Optional<String> difference(JsonNode statement) {
    Inspection seen;
    try {
      seen = Inspection.of(Parser.parse(statement.get("sql").asText(), LexicalSettings.POSTGRES));
    } catch (SqlSyntaxException e) {
      return Optional.of(e.getMessage() + " (at " + e.position() + ")");
    }
    Inspection expected = expected(statement);
    return seen.equals(expected)
        ? Optional.empty()
        : Optional.of("seen " + seen + "\nexpected " + expected);
  }

  private static Inspection expected(JsonNode statement) {
    List<Relation> relations = new ArrayList<>();
    for (JsonNode relation : statement.get("relations")) {
      relations.add(
          new Relation(
              text(relation, "schema"),
              relation.get("name").asText(),
              text(relation, "alias"),
              relation.get("at").asInt()));
    }
    List<Column> columns = new ArrayList<>();
    for (JsonNode column : statement.get("columns")) {
      List<String> fields = new ArrayList<>();
      column.get("fields").forEach(field -> fields.add(field.asText()));
      columns.add(new Column(fields, column.get("at").asInt()));
    }
    List<Target> targets = new ArrayList<>();
    for (JsonNode target : statement.get("targets")) {
      targets.add(new Target(target.get("name").asText(), target.get("at").asInt()));
    }
    return new Inspection(statement.get("kind").asText(), relations, columns, targets);
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
  }
}
