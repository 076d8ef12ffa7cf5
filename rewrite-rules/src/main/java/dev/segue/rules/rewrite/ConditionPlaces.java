package dev.segue.rules.rewrite;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a statement takes a condition more over one of the tables that it reads, so that it sees no
 * other rows of that one: behind WHERE, or behind the ON of the outer join that may not find it.
 * Gathered by one rewrite, one thread.
 */
final class ConditionPlaces {

  static final ConditionPlaces NONE = new ConditionPlaces();

  private final Map<FromItem.Table, Place> places = new HashMap<>();

  /** The last items of FROM clauses behind which a WHERE has been begun. */
  private final Set<Span> begun = new HashSet<>();

  private ConditionPlaces() {}

  private sealed interface Place {

    /** A condition that is there. */
    record Beside(Expression condition) implements Place {}

    /** None is there yet: behind what a FROM clause has last. */
    record Behind(Span last) implements Place {}

    /** There is none at which the table's rows could be told: a subquery has to tell them. */
    record Nowhere() implements Place {}
  }

  private static final Place NOWHERE = new Place.Nowhere();

  static ConditionPlaces of(Statement statement) {
    ConditionPlaces all = new ConditionPlaces();
    statement.walk(all::look);
    return all;
  }

  private void look(Node node) {
    if (node instanceof Query.Select select && !select.from().isEmpty()) {
      Span last = select.from().get(select.from().size() - 1).span();
      items(select.from(), beside(select.where()).orElseGet(() -> new Place.Behind(last)));
    } else if (node instanceof Query.TableCommand command) {
      places.put(command.table(), new Place.Behind(command.table().span()));
    } else if (node instanceof Statement.Update update) {
      items(update.from(), beside(update.where()).orElse(NOWHERE));
    } else if (node instanceof Statement.Delete delete) {
      items(delete.using(), beside(delete.where()).orElse(NOWHERE));
    }
  }

  private static Optional<Place> beside(Optional<Expression> where) {
    return where.map(Place.Beside::new);
  }

  private void items(List<FromItem> items, Place around) {
    items.forEach(item -> item(item, around));
  }

  private void item(FromItem item, Place around) {
    if (item instanceof FromItem.Table table) {
      places.put(table, around);
    } else if (item instanceof FromItem.Join join) {
      join(join, join.alias().isPresent() ? NOWHERE : around);
    }
  }

  /** A row that a join keeps without a partner is told behind it, any other one by its ON too. */
  private void join(FromItem.Join join, Place around) {
    Place own = beside(join.on()).orElse(NOWHERE);
    Place either = around.equals(NOWHERE) ? own : around;
    switch (join.kind()) {
      case INNER, CROSS -> {
        item(join.left(), either);
        item(join.right(), either);
      }
      case LEFT -> {
        item(join.left(), around);
        item(join.right(), own);
      }
      case RIGHT -> {
        item(join.left(), own);
        item(join.right(), around);
      }
      case FULL -> {
        item(join.left(), NOWHERE);
        item(join.right(), NOWHERE);
      }
    }
  }

  /** Whether the statement has a place for a condition over this table. */
  boolean has(FromItem.Table table) {
    return !places.getOrDefault(table, NOWHERE).equals(NOWHERE);
  }

  /** Puts it there, before the statement's own: that may hold of the rows that it sees alone. */
  void add(FromItem.Table table, Edits.Piece condition, Edits edits) {
    Place place = places.get(table);
    if (place instanceof Place.Beside beside) {
      before(beside.condition(), condition, edits);
    } else if (place instanceof Place.Behind behind) {
      String word = begun.add(behind.last()) ? " WHERE " : " AND ";
      // An insertion at its end would not be a part of a query that ends there too.
      edits.replace(
          behind.last(),
          out -> {
            out.source(behind.last()).text(word);
            condition.write(out);
          });
    }
  }

  /** Whether a WHERE has been begun behind a FROM clause that ends there. */
  boolean hasBegun(int end) {
    return begun.stream().anyMatch(last -> last.end() == end);
  }

  /** Puts a condition before another one. */
  static void before(Expression own, Edits.Piece condition, Edits edits) {
    edits.replace(
        own.span(),
        out -> {
          condition.write(out);
          out.text(" AND (").source(own.span()).text(")");
        });
  }
}
