package dev.segue.laboratory;

import dev.segue.laboratory.world.Move;
import dev.segue.laboratory.world.World;
import dev.segue.route.Shape;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Ways in which the text that a rewriter made could be wrong. Each takes what is about to be sent
 * to the server and spoils it in one place, where it has such a place.
 */
enum Mutation {
  DROPPED_ASSIGNMENT(
      (sql, node) ->
          node instanceof Statement.Update update && update.assignments().size() > 1
              ? cut(sql, between(update.assignments()))
              : Optional.empty()),
  EXCHANGED_VALUES_OF_ASSIGNMENTS(
      (sql, node) -> {
        if (node instanceof Statement.Update update
            && update.assignments().size() > 1
            && update.assignments().get(0) instanceof Statement.Assignment.Single first
            && update.assignments().get(1) instanceof Statement.Assignment.Single second) {
          return exchanged(sql, first.value().span(), second.value().span());
        }
        return Optional.empty();
      }),
  EXCHANGED_COLUMNS(
      (sql, node) ->
          node instanceof Statement.Insert insert && insert.columns().size() > 1
              ? exchanged(
                  sql,
                  insert.columns().get(insert.columns().size() - 2).span(),
                  insert.columns().get(insert.columns().size() - 1).span())
              : Optional.empty()),
  DUPLICATED_VALUE(
      (sql, node) -> {
        if (node instanceof Query.Values values && values.rows().get(0).items().size() > 1) {
          List<? extends Node> items = values.rows().get(0).items();
          Span last = items.get(items.size() - 1).span();
          return Optional.of(replaced(sql, last, items.get(items.size() - 2).span().of(sql)));
        }
        return Optional.empty();
      }),
  REMOVED_CAST(
      (sql, node) ->
          node instanceof Expression.Cast cast && cast.span().of(sql).startsWith("CAST(")
              ? Optional.of(replaced(sql, cast.span(), "(" + cast.operand().span().of(sql) + ")"))
              : Optional.empty()),
  DROPPED_LABEL(
      (sql, node) ->
          node instanceof SelectItem item && item.label().isPresent()
              ? Optional.of(
                  sql.substring(0, item.expression().span().end())
                      + sql.substring(item.span().end()))
              : Optional.empty()),
  SHORTER_STAR(
      (sql, node) ->
          node instanceof Query.Select select && select.items().size() > 1
              ? cut(sql, between(select.items()))
              : Optional.empty()),
  WRONG_FACTOR(
      (sql, node) ->
          replacing(sql, " * 100)", " * 1000)")
              .or(() -> replacing(sql, " * 1000 + ", " * 100 + "))),
  LOST_CONDITION(
      (sql, node) ->
          node instanceof Statement.Update update && update.where().isPresent()
              ? Optional.of(replaced(sql, update.where().get().span(), "true"))
              : Optional.empty()),
  SECOND_WRITE_LEFT_OUT(
      (sql, node) ->
          node instanceof Statement.Insert insert
              ? insert
                  .onConflict()
                  .map(conflict -> conflict.span())
                  .filter(span -> span.of(sql).contains(" = EXCLUDED."))
                  .map(span -> replaced(sql, span, "ON CONFLICT DO NOTHING"))
              : Optional.empty()),
  PARTS_JOINED_TO_OTHER_ROWS((sql, node) -> replacing(sql, " = segue_1.", " + 1 = segue_1.")),
  PART_NOT_DELETED(
      (sql, node) ->
          node instanceof Statement.Delete delete
                  && delete.where().isPresent()
                  && delete.span().of(sql).contains(" USING segue_r")
              ? Optional.of(replaced(sql, delete.where().get().span(), "false"))
              : Optional.empty()),
  WRONG_SHAPE(
      (sql, node) -> {
        if (node instanceof Expression.ColumnReference reference && !reference.star()) {
          Span name = reference.fields().get(reference.fields().size() - 1).span();
          String other = Renamed.names.get(name.of(sql));
          return other == null ? Optional.empty() : Optional.of(replaced(sql, name, other));
        }
        return Optional.empty();
      }),
  SHARED_VALUE_LEFT_BEHIND(
      (sql, node) ->
          node instanceof Expression.FunctionCall call && call.span().of(sql).contains("_put\"(")
              ? Optional.of(replaced(sql, call.span(), firstArgument(sql, call)))
              : Optional.empty(),
      Shape.OLD,
      World::relates),
  ROWS_OF_ALL_PARTS(
      (sql, node) ->
          node instanceof Expression.FunctionCall call
                  && call.span().of(sql).contains("satisfies_hash_partition(")
              ? Optional.of(replaced(sql, call.span(), "true"))
              : Optional.empty(),
      Shape.NEW,
      world -> world.moves().anyMatch(Mutation::isSplitByHash));

  /** What the worlds that are running call the same columns in both shapes. */
  static final class Renamed {

    /** For each renamed column its name in the other shape. */
    static volatile Map<String, String> names = Map.of();

    private Renamed() {}
  }

  private static final LexicalSettings SETTINGS = new LexicalSettings(true, true);

  /** Spoils a text at a node of it, where the node is one that it can spoil. */
  private interface Spoiler {
    Optional<String> apply(String sql, Node node);
  }

  private final Spoiler spoiler;
  private final Shape spoken;
  private final Predicate<World> worlds;

  Mutation(Spoiler spoiler) {
    this(spoiler, Shape.OLD, world -> true);
  }

  Mutation(Spoiler spoiler, Shape spoken, Predicate<World> worlds) {
    this.spoiler = spoiler;
    this.spoken = spoken;
    this.worlds = worlds;
  }

  /** The shape whose statements can have such a place. */
  Shape spoken() {
    return spoken;
  }

  /** Whether statements of a world can have such a place. */
  boolean mayBeSeen(World world) {
    return world.spoken().contains(spoken) && worlds.test(world);
  }

  /** The text spoilt in the last place that can be; empty where none can. */
  Optional<String> apply(String sql) {
    // What the driver itself asks for, of its control tables and of the catalog, is left alone.
    boolean control =
        sql.contains("segue.") && !sql.contains("segue.counted") && !sql.contains("segue.\"move_");
    if (control || sql.contains("pg_") || sql.startsWith("SET ")) {
      return Optional.empty();
    }
    List<String> spoilt = new ArrayList<>();
    try {
      for (Statement statement : Parser.parse(sql, SETTINGS).statements()) {
        statement.walk(node -> spoiler.apply(sql, node).ifPresent(spoilt::add));
      }
    } catch (SqlSyntaxException e) {
      return Optional.empty();
    }
    return spoilt.isEmpty() ? Optional.empty() : Optional.of(spoilt.get(spoilt.size() - 1));
  }

  private static boolean isSplitByHash(Move move) {
    return move instanceof Move.Splitting splitting && splitting.split().method().equals("hash");
  }

  private static String firstArgument(String sql, Expression.FunctionCall call) {
    return call.parts().get(0).span().of(sql);
  }

  private static Optional<String> replacing(String sql, String text, String other) {
    return sql.contains(text) ? Optional.of(sql.replace(text, other)) : Optional.empty();
  }

  private static String replaced(String sql, Span span, String text) {
    return sql.substring(0, span.start()) + text + sql.substring(span.end());
  }

  private static Optional<String> cut(String sql, Span span) {
    return Optional.of(replaced(sql, span, ""));
  }

  /** The last of several, with the comma before it. */
  private static Span between(List<? extends Node> nodes) {
    Function<Integer, Span> at = i -> nodes.get(nodes.size() - i).span();
    return new Span(at.apply(2).end(), at.apply(1).end());
  }

  private static Optional<String> exchanged(String sql, Span first, Span second) {
    return Optional.of(
        sql.substring(0, first.start())
            + second.of(sql)
            + sql.substring(first.end(), second.start())
            + first.of(sql)
            + sql.substring(second.end()));
  }
}
