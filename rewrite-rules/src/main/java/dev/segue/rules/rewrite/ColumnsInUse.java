package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which columns of a table a statement may use, by their names alone: rather more than it does. A
 * name that is qualified by something else is none of the table's; every other one may be.
 * Immutable.
 */
final class ColumnsInUse {

  private final boolean all;
  private final Set<String> names;

  private ColumnsInUse(boolean all, Set<String> names) {
    this.all = all;
    this.names = Set.copyOf(names);
  }

  /** The columns of the table that stands at this place. */
  static ColumnsInUse of(Statement statement, FromItem.Table item) {
    Walk walk = new Walk(item.alias().map(FromItem.Alias::name).orElse(item.name().name()).name());
    statement.walk(walk::look);
    walk.names.addAll(
        walk.identifiers.stream()
            .filter(identifier -> !walk.qualified.contains(identifier))
            .map(Identifier::name)
            .toList());
    boolean whole = statement instanceof Statement.Copy copy && copy.columns().isEmpty();
    boolean positional = item.alias().map(alias -> !alias.columns().isEmpty()).orElse(false);
    return new ColumnsInUse(walk.all || whole || positional, walk.names);
  }

  /** Whether the column of this name may be used. */
  boolean has(String column) {
    return all || names.contains(column);
  }

  private static final class Walk {

    /** The names that the table has; OLD and NEW are its row before and behind a write. */
    private final Set<String> tables = new HashSet<>(Set.of("old", "new"));

    private final Set<String> names = new HashSet<>();
    private final Set<Identifier> identifiers = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Identifier> qualified = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean all;

    Walk(String table) {
      tables.add(table);
    }

    private void look(Node node) {
      if (node instanceof Expression.ColumnReference reference) {
        reference(reference);
      } else if (node instanceof Identifier identifier) {
        identifiers.add(identifier);
      } else if (node instanceof Statement.Returning returning) {
        returning.oldAlias().ifPresent(alias -> tables.add(alias.name()));
        returning.newAlias().ifPresent(alias -> tables.add(alias.name()));
      } else if (node instanceof Query.TableCommand
          || node instanceof FromItem.Join join && join.natural()) {
        all = true;
      }
    }

    private void reference(Expression.ColumnReference reference) {
      List<Identifier> fields = reference.fields();
      if (fields.isEmpty()) {
        all = true;
        return;
      }
      qualified.addAll(fields);
      int last = fields.size() - 1;
      if (reference.star() || last == 0) {
        // A star, or the row; or a column by its bare name.
        all |= tables.contains(fields.get(last).name());
        names.add(fields.get(last).name());
      }
      for (int i = 1; i <= last; i++) {
        if (tables.contains(fields.get(i - 1).name())) {
          names.add(fields.get(i).name());
        }
      }
    }
  }
}
