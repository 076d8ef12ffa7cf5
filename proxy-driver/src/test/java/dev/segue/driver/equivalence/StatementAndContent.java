package dev.segue.driver.equivalence;

import dev.segue.equivalence.Parameter;
import dev.segue.equivalence.Step;
import dev.segue.equivalence.Transcript;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** For tests with a table of their own: a statement, and what the table holds after it. */
final class StatementAndContent {

  private StatementAndContent() {}

  /**
   * Executes both.
   *
   * @param statement a text, and the values of its parameters as {@link Parameter#parse} takes them
   * @param content the query for the table
   */
  static List<Transcript> of(
      Connection connection, List<String> statement, String content, Transcript.Manner manner)
      throws Exception {
    List<Parameter> parameters = statement.stream().skip(1).map(Parameter::parse).toList();
    List<Transcript> both = new ArrayList<>();
    for (Step step :
        List.of(
            step(statement.get(0), parameters.isEmpty() ? List.of() : List.of(parameters)),
            step(content, List.of()))) {
      both.add(Transcript.of(connection, List.of(step), manner));
    }
    return both;
  }

  private static Step step(String text, List<List<Parameter>> rows) {
    return new Step(List.of(text), rows, List.of(), true, false, false);
  }
}
