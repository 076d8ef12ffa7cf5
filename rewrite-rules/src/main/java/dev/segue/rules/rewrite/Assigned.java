package dev.segue.rules.rewrite;

import dev.segue.rules.rewrite.WriteRewrite.Given;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a list of assignments sets, in the order of the text. Immutable when gathered.
 */
final class Assigned {

  private static final String SYNTAX_ERROR = "42601";

  /**
   * A column that is set.
   *
   * @param value its value; a {@link Given.Computed} where it is one of several that a subquery, or
   *     something else that is not taken apart, gives
   * @param at the index of its assignment
   */
  record Column(
      Statement.TargetColumn target, Given value, Statement.Assignment assignment, int at) {

    String name() {
      return target.name().name();
    }

    boolean fromSubquery() {
      return value instanceof Given.Computed;
    }
  }

  private final Map<String, Column> byName = new LinkedHashMap<>();
  private final List<Column> all = new ArrayList<>();

  private Assigned() {}

  static Assigned of(List<Statement.Assignment> assignments) {
    Assigned assigned = new Assigned();
    for (int i = 0; i < assignments.size(); i++) {
      assigned.gather(assignments.get(i), i);
    }
    return assigned;
  }

  /** The name of the rows that the subquery of an assignment gives. */
  static String rows(int at) {
    return "segue_" + (at + 1);
  }

  private void gather(Statement.Assignment assignment, int at) {
    if (assignment instanceof Statement.Assignment.Single single) {
      put(new Column(single.column(), given(single.value()), assignment, at));
    } else if (assignment instanceof Statement.Assignment.Multiple multiple) {
      List<Expression> items = items(multiple);
      for (int i = 0; i < multiple.columns().size(); i++) {
        Given value =
            items.isEmpty() ? new Given.Computed(rows(at) + ".c" + (i + 1)) : given(items.get(i));
        put(new Column(multiple.columns().get(i), value, assignment, at));
      }
    }
  }

  private void put(Column column) {
    all.add(column);
    Column before = byName.put(column.name(), column);
    if (before != null && before.target().whole() && column.target().whole()) {
      throw new Refusal.Refused(
          new Refusal(
              SYNTAX_ERROR,
              "multiple assignments to same column \"%s\"".formatted(column.name()),
              "",
              "",
              Optional.of(column.target().span())));
    }
  }

  private static Given given(Expression value) {
    return value instanceof Expression.Default ? new Given.ByDefault() : new Given.Written(value);
  }

  /** The values of a row assignment, one per column; empty where they cannot be told apart. */
  private static List<Expression> items(Statement.Assignment.Multiple multiple) {
    List<Expression> items = List.of();
    if (multiple.value() instanceof Expression.Row row) {
      items = row.items();
    } else if (multiple.value() instanceof Expression.Parenthesized parenthesized) {
      items = List.of(parenthesized.inner());
    }
    return items.size() == multiple.columns().size() ? items : List.of();
  }

  /** All of them; a column of which parts are set stands there several times. */
  List<Column> all() {
    return List.copyOf(all);
  }

  Set<String> names() {
    return byName.keySet();
  }

  Optional<Column> column(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Those that an assignment sets. */
  List<Column> of(int assignment) {
    return all.stream().filter(column -> column.at() == assignment).toList();
  }
}
