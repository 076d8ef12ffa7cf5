package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;

/** Makes window functions whose values do not depend on the order of rows that are peers. */
final class Windows {

  private final Dice dice;
  private final Expressions expressions;

  Windows(Dice dice, Expressions expressions) {
    this.dice = dice;
    this.expressions = expressions;
  }

  record Window(Fragment sql, Kind kind) {}

  Window make(Scope scope) {
    Fragment partition =
        dice.percent(50)
            ? Fragment.maybe(
                "PARTITION BY ",
                expressions.leaf(dice.any(Kind.INT, Kind.TEXT, Kind.BOOL), scope),
                " ")
            : Fragment.NOTHING;
    Fragment order =
        Fragment.of(
            "ORDER BY ",
            expressions.repeatable(dice.any(Kind.INT, Kind.TEXT, Kind.NUMERIC), scope, 1),
            dice.any("", " DESC"));
    return switch (dice.below(5)) {
      case 0 -> over("rank()", partition, order, Kind.BIGINT);
      case 1 -> over("dense_rank()", partition, order, Kind.BIGINT);
      case 2 -> over("count(*)", partition, Fragment.NOTHING, Kind.BIGINT);
      case 3 ->
          new Window(
              Fragment.of(
                  "sum(", expressions.of(Kind.INT, scope, 1), ") OVER (", partition, order, ")"),
              Kind.BIGINT);
      default ->
          new Window(
              Fragment.of(
                  "max(",
                  expressions.of(Kind.TEXT, scope, 1),
                  ") FILTER (WHERE ",
                  expressions.of(Kind.BOOL, scope, 1),
                  ") OVER (",
                  partition,
                  order,
                  ")"),
              Kind.TEXT);
    };
  }

  private static Window over(String function, Fragment partition, Fragment order, Kind kind) {
    return new Window(Fragment.of(function + " OVER (", partition, order, ")"), kind);
  }
}
