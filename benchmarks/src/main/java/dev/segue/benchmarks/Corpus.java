package dev.segue.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The DML statements of PostgreSQL's regression tests, with the tables that they name and the
 * columns by which they name them. They are no part of this repository: where they are missing, the
 * benchmarks over them end with a message that says so.
 */
final class Corpus {

  private static final String FILE = "shared/corpus/postgres-dml.jsonl";

  private final List<String> statements = new ArrayList<>();
  private final Map<String, Set<String>> columns = new LinkedHashMap<>();
  private final Map<String, Integer> mentions = new HashMap<>();

  private Corpus() {}

  static Corpus read() throws IOException {
    Corpus corpus = new Corpus();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(file())) {
      corpus.add(mapper.readTree(line));
    }
    return corpus;
  }

  private static Path file() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve(FILE);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IllegalStateException("skipped: no " + FILE + " beside the repository");
  }

  private void add(JsonNode statement) {
    statements.add(statement.get("sql").asText());
    JsonNode relations = statement.get("relations");
    for (JsonNode relation : relations) {
      String name = relation.get("name").asText();
      mentions.merge(name, 1, Integer::sum);
      Set<String> known = columns.computeIfAbsent(name, key -> new LinkedHashSet<>());
      if (relations.size() == 1) {
        for (JsonNode column : statement.get("columns")) {
          JsonNode fields = column.get("fields");
          String last = fields.get(fields.size() - 1).asText();
          if (!last.equals("*")) {
            known.add(last);
          }
        }
        statement.get("targets").forEach(target -> known.add(target.get("name").asText()));
      }
    }
  }

  List<String> statements() {
    return statements;
  }

  /** The columns by which statements name each table, as far as it is certain that they are its. */
  Map<String, Set<String>> columns() {
    return columns;
  }

  /** The tables that are named most often and have columns enough to change two of them. */
  List<String> mostMentioned(int count) {
    return columns.keySet().stream()
        .filter(table -> table.matches("[a-z][a-z0-9_]*") && columns.get(table).size() >= 2)
        .sorted((a, b) -> mentions.get(b) - mentions.get(a))
        .limit(count)
        .toList();
  }
}
