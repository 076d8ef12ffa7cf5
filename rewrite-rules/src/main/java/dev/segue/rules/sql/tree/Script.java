package dev.segue.rules.sql.tree;

import java.util.List;

/**
 * One SQL text as the application sent it: its statements, and the parameters of all of them in the
 * order of the text.
 *
 * @param sql the text, unchanged
 * @param statements without the semicolons between them; empty where the text is blank
 * @param parameters JDBC's {@code ?} and PostgreSQL's {@code $1}
 */
public record Script(
    String sql, List<Statement> statements, List<Expression.Parameter> parameters) {

  public Script {
    statements = List.copyOf(statements);
    parameters = List.copyOf(parameters);
  }
}
