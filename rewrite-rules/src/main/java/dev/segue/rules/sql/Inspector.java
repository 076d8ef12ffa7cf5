package dev.segue.rules.sql;

import dev.segue.rules.sql.Inspection.Column;
import dev.segue.rules.sql.Inspection.Relation;
import dev.segue.rules.sql.Inspection.Target;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Computes an {@link Inspection}, in the way in which PostgreSQL's own raw parse tree shows the
 * same: the value of {@code (a, b) = (SELECT …)} counts once for each column, and TABLE has a star
 * that stands nowhere, which is given the text's last character as its place.
 */
final class Inspector {
  private final Script script;
  private final List<Relation> relations = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private boolean repeating;

  Inspector(Script script) {
    this.script = script;
  }

  Inspection inspection() {
    script.statements().forEach(this::visit);
    relations.sort(Comparator.comparingInt(Relation::at));
    columns.sort(Comparator.comparingInt(Column::at));
    targets.sort(Comparator.comparingInt(Target::at));
    String kind = script.statements().isEmpty() ? "" : kind(script.statements().get(0));
    return new Inspection(kind, relations, columns, targets);
  }

  private static String kind(Statement statement) {
    if (statement instanceof Statement.Utility utility) {
      return utility.command();
    }
    if (statement instanceof Statement.Enclosing enclosing) {
      return switch (enclosing.kind()) {
        case EXPLAIN -> "EXPLAIN";
        case DECLARE_CURSOR -> "DECLARE CURSOR";
        case COPY_QUERY -> "COPY";
        case CREATE_TABLE_AS, CREATE_MATERIALIZED_VIEW -> "CREATE TABLE AS";
        case CREATE_VIEW -> "CREATE VIEW";
        case PREPARE -> "PREPARE";
      };
    }
    if (statement instanceof Statement.Copy copy) {
      return copy.from() ? "COPY FROM" : "COPY TO";
    }
    if (statement instanceof Statement.Insert) {
      return "INSERT";
    }
    if (statement instanceof Statement.Update) {
      return "UPDATE";
    }
    if (statement instanceof Statement.Delete) {
      return "DELETE";
    }
    return statement instanceof Statement.Merge ? "MERGE" : "SELECT";
  }

  /** Goes through a tree without taking stack for its depth. */
  private void visit(Node root) {
    Deque<Node> open = new ArrayDeque<>();
    List<Node> children = new ArrayList<>();
    open.push(root);
    while (!open.isEmpty()) {
      look(open.pop(), children);
      for (int i = children.size() - 1; i >= 0; i--) {
        open.push(children.get(i));
      }
      children.clear();
    }
  }

  /** Takes what one node shows, and gives the children that are to be looked at. */
  private void look(Node node, List<Node> children) {
    if (node instanceof Expression.ColumnReference reference) {
      column(reference);
    } else if (node instanceof FromItem.Table table) {
      relation(table.name(), table.alias().map(alias -> alias.name().name()));
      children.addAll(table.sample());
    } else if (node instanceof RelationName name) {
      // Of SELECT INTO, FOR UPDATE OF or CREATE TABLE; a table's own is not looked at.
      relation(name, Optional.empty());
    } else if (node instanceof Statement.Assignment.Multiple multiple) {
      multiple(multiple);
    } else if (node instanceof Statement.OnConflict onConflict) {
      onConflict.forEachChild(children::add);
      children.removeAll(onConflict.target().stream().filter(Inspector::isPlainName).toList());
    } else {
      if (node instanceof Statement.TargetColumn target) {
        targets.add(new Target(target.name().name(), target.name().span().start()));
      } else if (node instanceof Query.TableCommand) {
        columns.add(new Column(List.of("*"), Math.max(0, script.sql().length() - 1)));
      }
      node.forEachChild(children::add);
    }
  }

  /** A plain name among ON CONFLICT's targets is the name of an index's column, no reference. */
  private static boolean isPlainName(Expression target) {
    return target instanceof Expression.ColumnReference reference && reference.fields().size() == 1;
  }

  private void multiple(Statement.Assignment.Multiple multiple) {
    multiple.columns().forEach(this::visit);
    int times = repeating ? 1 : multiple.columns().size();
    boolean outer = repeating;
    repeating = true;
    for (int i = 0; i < times; i++) {
      visit(multiple.value());
    }
    repeating = outer;
  }

  private void relation(RelationName name, Optional<String> alias) {
    relations.add(
        new Relation(
            name.schema().map(Identifier::name), name.name().name(), alias, name.span().start()));
  }

  private void column(Expression.ColumnReference reference) {
    List<String> fields = new ArrayList<>(reference.fields().size() + 1);
    reference.fields().forEach(field -> fields.add(field.name()));
    if (reference.star()) {
      fields.add("*");
    }
    columns.add(new Column(fields, reference.span().start()));
  }
}
