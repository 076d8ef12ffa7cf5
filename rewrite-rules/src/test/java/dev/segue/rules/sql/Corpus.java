package dev.segue.rules.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The DML statements of PostgreSQL's regression tests, with what PostgreSQL's own parser saw in
 * them. They are no part of this repository.
 */
public final class Corpus {
  static final String FILE = "shared/corpus/postgres-dml.jsonl";

  private Corpus() {}

  static Optional<Path> file() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve(FILE);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The statements; none where the file is missing. */
  public static List<String> statements() throws IOException {
    List<String> statements = new ArrayList<>();
    Optional<Path> file = file();
    if (file.isPresent()) {
      ObjectMapper mapper = new ObjectMapper();
      for (String line : Files.readAllLines(file.get())) {
        JsonNode statement = mapper.readTree(line);
        statements.add(statement.get("sql").asText());
      }
    }
    return statements;
  }
}
