package dev.segue.laboratory.statement;

import dev.segue.laboratory.statement.FromClauses.From;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;
import java.util.ArrayList;
import java.util.List;

/** Makes grouped queries and aggregates whose values do not depend on the order of rows. */
final class Grouping {

  private final Dice dice;
  private final Tables tables;
  private final Expressions expressions;

  Grouping(Tables tables, Expressions expressions) {
    this.tables = tables;
    this.dice = tables.dice();
    this.expressions = expressions;
  }

  /** One value of a kind for a group of rows. */
  Fragment aggregate(Kind kind, Scope scope) {
    return switch (kind) {
      case INT ->
          dice.percent(50)
              ? Fragment.of("count(", dice.any("*", "DISTINCT 1"), ")::integer")
              : Fragment.of("max(", expressions.of(Kind.INT, scope, 1), ")");
      case BIGINT ->
          dice.percent(10)
              ? Fragment.of(
                  "count(",
                  dice.any("", "DISTINCT "),
                  scope.rows().isEmpty() ? "*" : dice.pick(scope.rows()).qualifier(),
                  ")")
              : dice.percent(50)
                  ? Fragment.of("sum(", expressions.of(Kind.INT, scope, 1), ")")
                  : Fragment.of(
                      "count(DISTINCT ", expressions.leaf(dice.any(Kind.values()), scope), ")");
      case NUMERIC ->
          dice.percent(50)
              ? Fragment.of("sum(", expressions.of(Kind.NUMERIC, scope, 1), ")")
              : Fragment.of("round(avg(", expressions.of(Kind.NUMERIC, scope, 1), "), 2)");
      case TEXT -> {
        Fragment value = expressions.repeatable(Kind.TEXT, scope, 1);
        yield dice.percent(50)
            ? Fragment.of("string_agg(", value, ", ',' ORDER BY ", value, ")")
            : Fragment.of("min(", value, ")");
      }
      case BOOL -> Fragment.of("bool_and(", expressions.of(Kind.BOOL, scope, 1), ")");
      case DATE, TIMESTAMP, MOOD -> Fragment.of("max(", expressions.of(kind, scope, 1), ")");
      case INTS -> inOrder("array_agg(", Kind.INT, scope);
      case TEXTS -> inOrder("array_agg(", Kind.TEXT, scope);
      case JSON ->
          dice.percent(15) && !scope.rows().isEmpty()
              ? rowsInOrder(dice.pick(scope.rows()).qualifier())
              : inOrder("jsonb_agg(", dice.any(Kind.INT, Kind.TEXT, Kind.JSON), scope);
    };
  }

  private static Fragment rowsInOrder(String row) {
    return Fragment.of("jsonb_agg(" + row + " ORDER BY " + row + ")");
  }

  private Fragment inOrder(String start, Kind of, Scope scope) {
    Fragment value = expressions.repeatable(of, scope, 1);
    return Fragment.of(start, value, " ORDER BY ", value, ")");
  }

  Made make(From from, Fragment where) {
    return dice.percent(25) ? byKey(from, where) : byExpressions(from, where);
  }

  /** Grouped by a primary key, which lets the other columns of its table stand by themselves. */
  private Made byKey(From from, Fragment where) {
    Relation keyed =
        from.scope().relations().stream()
            .filter(relation -> relation.table().filter(tables::hasKeyAlone).isPresent())
            .findFirst()
            .orElse(null);
    if (keyed == null || keyed.only("id").isEmpty()) {
      return byExpressions(from, where);
    }
    List<Fragment> items = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    if (dice.percent(25)) {
      items.add(Fragment.of(keyed.qualifier() + ".*"));
      outputs.addAll(keyed.columns());
    }
    if (dice.percent(15)) {
      items.add(Fragment.of("to_jsonb(" + keyed.qualifier() + ")"));
      outputs.add(Output.unnamed(Kind.JSON));
    }
    for (Output column : dice.some(keyed.columns())) {
      items.add(Fragment.of(keyed.qualifier() + "." + column.name().orElseThrow()));
      outputs.add(column);
    }
    addAggregates(items, outputs, from.scope());
    return grouped(items, from, where, Fragment.of(keyed.qualifier() + ".id"), outputs);
  }

  private Made byExpressions(From from, Fragment where) {
    List<Fragment> items = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    List<Fragment> groups = new ArrayList<>();
    for (int i = dice.between(1, 2); i > 0; i--) {
      Kind kind = dice.any(Kind.values());
      List<Scope.Reference> columns = from.scope().references(output -> output.kind() == kind);
      Fragment group;
      if (!columns.isEmpty() && dice.percent(60)) {
        Scope.Reference column = dice.pick(columns);
        group = Fragment.of(column.sql());
        outputs.add(column.output());
      } else {
        group =
            Fragment.of(
                "CAST(", expressions.repeatable(kind, from.scope(), 1), " AS " + kind.type() + ")");
        outputs.add(Output.unnamed(kind));
      }
      items.add(group);
      // A constant behind GROUP BY would be an ordinal.
      groups.add(dice.percent(20) ? Fragment.of(items.size()) : group);
    }
    addAggregates(items, outputs, from.scope());
    Fragment by =
        switch (dice.below(8)) {
          case 0 -> Fragment.of("ROLLUP (", Fragment.whole(groups), ")");
          case 1 -> Fragment.of("CUBE (", Fragment.whole(groups), ")");
          case 2 -> Fragment.of("GROUPING SETS ((", Fragment.whole(groups), "), ())");
          default -> Fragment.whole(groups);
        };
    return grouped(items, from, where, by, outputs);
  }

  private void addAggregates(List<Fragment> items, List<Output> outputs, Scope scope) {
    for (int i = dice.between(1, 2); i > 0; i--) {
      Kind kind = dice.any(Kind.values());
      Fragment aggregate = aggregate(kind, scope);
      if (dice.percent(60)) {
        String label = "g" + i;
        items.add(Fragment.of(aggregate, " AS " + label));
        outputs.add(Output.named(label, kind));
      } else {
        items.add(aggregate);
        outputs.add(Output.unnamed(kind));
      }
    }
  }

  private Made grouped(
      List<Fragment> items, From from, Fragment where, Fragment by, List<Output> outputs) {
    Fragment having =
        dice.percent(30)
            ? Fragment.maybe(" HAVING ", aggregate(Kind.INT, from.scope()), " > 0")
            : Fragment.NOTHING;
    return new Made(
        Fragment.of(
            "SELECT ",
            Fragment.whole(items),
            " FROM ",
            from.sql(),
            where,
            " GROUP BY ",
            by,
            having),
        outputs,
        false);
  }
}
