package dev.segue.laboratory.statement;

import dev.segue.laboratory.statement.FromClauses.From;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes queries: selects, set operations, common tables, and queries inside of others. */
final class Queries {

  private static final List<String> LABELS =
      List.of("name", "full_name", "amount", "l1", "l2", "l3", "\"L\"", "note", "status", "code");

  private final Dice dice;
  private final Expressions expressions;
  private final FromClauses froms;
  private final Grouping grouping;
  private final Windows windows;

  Queries(Tables tables, Expressions expressions) {
    this.dice = tables.dice();
    this.expressions = expressions;
    this.froms = new FromClauses(tables, expressions, this);
    this.grouping = new Grouping(tables, expressions);
    this.windows = new Windows(dice, expressions);
    expressions.subqueries(this::subquery);
  }

  FromClauses froms() {
    return froms;
  }

  /** A whole query. */
  Made query(Scope around, int depth) {
    int chance = dice.below(100);
    if (chance < 14) {
      return withCommon(around, depth);
    } else if (chance < 24) {
      return ordered(setOperation(around, List.of(), depth));
    } else if (chance < 27) {
      return values();
    } else if (chance < 29) {
      return recursive(around);
    }
    return select(around, List.of(), depth, true);
  }

  /** A query for FROM, each of whose columns has a name of its own. */
  Made derived(Scope around, int depth) {
    Made made = dice.percent(80) ? select(around, List.of(), depth, false) : query(around, depth);
    return made;
  }

  Made select(Scope around, List<Relation> common, int depth, boolean mayLock) {
    if (dice.percent(18)) {
      From from = froms.make(around, common, depth);
      return ordered(
          grouping.make(from, where(from.scope(), depth)), dice.percent(50), from.scope(), false);
    }
    boolean simple = dice.percent(25);
    From from = simple ? froms.single(around) : froms.make(around, common, depth);
    Items items = items(from.scope(), depth);
    boolean distinct = !simple && dice.percent(10);
    Fragment on = Fragment.NOTHING;
    Optional<String> first = Optional.empty();
    if (!distinct && !simple && dice.percent(6)) {
      first = Optional.of(anyColumn(from.scope()));
      on = Fragment.of("DISTINCT ON (" + first.get() + ") ");
    }
    Made made =
        new Made(
            Fragment.of(
                "SELECT ",
                distinct ? Fragment.maybe("DISTINCT ") : on,
                Fragment.list(items.fragments()),
                " FROM ",
                from.sql(),
                where(from.scope(), depth)),
            items.outputs(),
            false);
    if (first.isPresent()) {
      return new Made(
          Fragment.of(
              made.sql(), " ORDER BY " + first.get() + ", ", rest(made.outputs(), Set.of())),
          made.outputs(),
          true);
    }
    Made inOrder = ordered(made, dice.percent(60), from.scope(), !distinct);
    if (mayLock && !distinct && dice.percent(simple ? 12 : 5)) {
      List<Relation> tables =
          from.scope().relations().stream()
              .filter(relation -> relation.table().isPresent())
              .toList();
      String of =
          !tables.isEmpty() && dice.percent(simple ? 40 : 90)
              ? " OF " + dice.pick(tables).qualifier()
              : "";
      String waiting = dice.any("", "", " NOWAIT", " SKIP LOCKED");
      return new Made(
          Fragment.of(
              inOrder.sql(),
              Fragment.maybe(
                  dice.any(" FOR UPDATE", " FOR SHARE", " FOR NO KEY UPDATE") + of + waiting)),
          inOrder.outputs(),
          inOrder.ordered());
    }
    return inOrder;
  }

  private String anyColumn(Scope scope) {
    List<Scope.Reference> columns = scope.references(output -> true);
    return columns.isEmpty() ? "1::integer" : dice.pick(columns).sql();
  }

  private record Items(List<Fragment> fragments, List<Output> outputs) {}

  private Items items(Scope scope, int depth) {
    List<Fragment> fragments = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    int count = dice.between(1, 4);
    for (int i = 0; i < count; i++) {
      int chance = dice.below(100);
      if (chance < 14 && i == 0) {
        fragments.add(Fragment.of("*"));
        outputs.addAll(scope.star());
      } else if (chance < 24) {
        Relation relation = dice.pick(scope.relations());
        fragments.add(Fragment.of(relation.qualifier() + ".*"));
        outputs.addAll(relation.columns());
      } else if (chance < 25) {
        // Its type shows.
        fragments.add(Fragment.of(dice.pick(scope.rows()).qualifier()));
        outputs.add(Output.unnamed(Kind.TEXT));
      } else if (chance < 32) {
        Windows.Window window = windows.make(scope);
        fragments.add(window.sql());
        outputs.add(Output.unnamed(window.kind()));
      } else {
        item(scope, depth, fragments, outputs, labels);
      }
    }
    return new Items(fragments, outputs);
  }

  private void item(
      Scope scope, int depth, List<Fragment> fragments, List<Output> outputs, Set<String> labels) {
    List<Scope.Reference> columns = scope.references(output -> true);
    if (!columns.isEmpty() && dice.percent(45)) {
      Scope.Reference column = dice.pick(columns);
      fragments.add(Fragment.of(column.sql()));
      outputs.add(column.output());
      return;
    }
    Kind kind = dice.any(Kind.values());
    Fragment value = expressions.of(kind, scope, depth);
    String label = dice.pick(LABELS);
    if (dice.percent(70) && labels.add(label)) {
      fragments.add(Fragment.of(value, dice.percent(75) ? " AS " + label : " " + quoted(label)));
      outputs.add(Output.named(label, kind));
    } else {
      fragments.add(value);
      outputs.add(Output.unnamed(kind));
    }
  }

  /** A label without AS must be no keyword: quotes make it none. */
  private static String quoted(String label) {
    return label.startsWith("\"") ? label : "\"" + label + "\"";
  }

  private Fragment where(Scope scope, int depth) {
    return dice.percent(55)
        ? Fragment.maybe(" WHERE ", expressions.of(Kind.BOOL, scope, depth))
        : Fragment.NOTHING;
  }

  private Made ordered(Made made) {
    return ordered(made, dice.percent(50), Scope.EMPTY, false);
  }

  /** In an order that leaves no two rows that look different to chance. */
  private Made ordered(Made made, boolean wanted, Scope scope, boolean byExpressions) {
    if (!wanted || made.outputs().isEmpty() || made.ordered()) {
      return made;
    }
    List<Object> parts = new ArrayList<>();
    parts.add(" ORDER BY ");
    Set<Integer> done = new HashSet<>();
    if (byExpressions && dice.percent(4) && !scope.rows().isEmpty()) {
      parts.add(dice.pick(scope.rows()).qualifier() + direction() + ", ");
    } else if (byExpressions && dice.percent(40)) {
      parts.add(expressions.repeatable(dice.any(Kind.INT, Kind.TEXT, Kind.NUMERIC), scope, 1));
      parts.add(direction() + ", ");
    } else if (dice.percent(30)) {
      label(made.outputs()).ifPresent(label -> parts.add(label + direction() + ", "));
    }
    parts.add(rest(made.outputs(), done));
    if (dice.percent(25)) {
      parts.add(
          dice.any(
              " LIMIT 2",
              " LIMIT 3 OFFSET 1",
              " OFFSET 1",
              " FETCH FIRST 2 ROWS ONLY",
              " OFFSET 1 ROW FETCH NEXT ROW ONLY"));
    }
    return new Made(Fragment.of(made.sql(), Fragment.maybe(parts.toArray())), made.outputs(), true);
  }

  private Optional<String> label(List<Output> outputs) {
    List<String> names =
        outputs.stream()
            .flatMap(output -> output.name().stream())
            .filter(name -> outputs.stream().filter(other -> other.isNamed(name)).count() == 1)
            .toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(dice.pick(names));
  }

  private Fragment rest(List<Output> outputs, Set<Integer> done) {
    List<Fragment> ordinals = new ArrayList<>();
    for (int i = 1; i <= outputs.size(); i++) {
      if (!done.contains(i)) {
        ordinals.add(Fragment.of(i + direction()));
      }
    }
    return Fragment.whole(ordinals);
  }

  private String direction() {
    return dice.any("", "", "", " DESC", " NULLS FIRST", " DESC NULLS LAST", " ASC");
  }

  private Made setOperation(Scope around, List<Relation> common, int depth) {
    List<Kind> kinds = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      kinds.add(dice.any(Kind.values()));
    }
    Made left = operand(around, common, kinds, depth);
    Fragment all = left.sql();
    for (int i = dice.between(1, 2); i > 0; i--) {
      Made right = operand(around, common, kinds, depth);
      String word =
          dice.any("UNION", "UNION ALL", "UNION ALL", "INTERSECT", "EXCEPT", "EXCEPT ALL");
      all =
          dice.percent(20)
              ? Fragment.of("(", all, ") " + word + " (", right.sql(), ")")
              : Fragment.of(all, " " + word + " ", right.sql());
    }
    return new Made(all, left.outputs(), false);
  }

  private Made operand(Scope around, List<Relation> common, List<Kind> kinds, int depth) {
    From from = froms.make(around, common, depth - 1);
    List<Fragment> items = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    for (Kind kind : kinds) {
      List<Scope.Reference> columns = from.scope().references(output -> output.kind() == kind);
      if (!columns.isEmpty() && dice.percent(60)) {
        Scope.Reference column = dice.pick(columns);
        items.add(Fragment.of(column.sql()));
        outputs.add(column.output());
      } else {
        items.add(Fragment.of(expressions.of(kind, from.scope(), depth - 1), " AS l1"));
        outputs.add(Output.named("l1", kind));
      }
    }
    return new Made(
        Fragment.of(
            "SELECT ", Fragment.whole(items), " FROM ", from.sql(), where(from.scope(), depth - 1)),
        outputs,
        false);
  }

  private Made values() {
    List<Kind> kinds = List.of(dice.any(Kind.values()), dice.any(Kind.values()));
    List<Fragment> rows = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      rows.add(
          Fragment.of(
              "(",
              Fragment.whole(kinds.stream().map(kind -> subquery(kind, Scope.EMPTY)).toList()),
              ")"));
    }
    return new Made(
        Fragment.of("VALUES ", Fragment.list(rows)),
        List.of(Output.named("column1", kinds.get(0)), Output.named("column2", kinds.get(1))),
        false);
  }

  private Made withCommon(Scope around, int depth) {
    List<Relation> common = new ArrayList<>();
    List<Fragment> definitions = new ArrayList<>();
    for (int i = dice.between(1, 2); i > 0; i--) {
      Made made = select(around, common, depth - 1, false);
      String name = "w" + i;
      String how = dice.any("", "", "MATERIALIZED ", "NOT MATERIALIZED ");
      definitions.add(Fragment.of(name + " AS " + how + "(", made.sql(), ")"));
      common.add(new Relation(name, made.outputs(), Optional.empty()));
    }
    Made body =
        dice.percent(80)
            ? select(around, common, depth - 1, false)
            : ordered(setOperation(around, common, depth - 1));
    return new Made(
        Fragment.of("WITH ", Fragment.list(definitions), " ", body.sql()),
        body.outputs(),
        body.ordered());
  }

  private Made recursive(Scope around) {
    From from = froms.single(around);
    Kind kind = dice.any(Kind.values());
    Fragment value = expressions.of(kind, from.scope(), 1);
    String id = from.scope().relations().get(0).qualifier() + ".id";
    return new Made(
        Fragment.of(
            "WITH RECURSIVE r (n, v) AS (SELECT " + id + ", CAST(",
            value,
            " AS " + kind.type() + ") FROM ",
            from.sql(),
            " UNION ALL SELECT n + 4, v FROM r WHERE n < 9) SELECT n, v FROM r ORDER BY 1, 2"),
        List.of(Output.named("n", Kind.INT), Output.named("v", kind)),
        true);
  }

  /** A subquery as an expression, which has one row for certain or is tested for its rows. */
  private Fragment subquery(Kind kind, Scope scope) {
    From from = froms.make(scope.inner(), List.of(), 0);
    Scope inside = from.scope();
    Fragment where = where(inside, 1);
    if (kind == Kind.BOOL) {
      return switch (dice.below(3)) {
        case 0 ->
            Fragment.of(
                dice.any("EXISTS (SELECT ", "NOT EXISTS (SELECT "),
                dice.any("1", "*"),
                " FROM ",
                from.sql(),
                where,
                ")");
        case 1 -> {
          Kind of = dice.any(Kind.values());
          yield Fragment.of(
              "(",
              expressions.leaf(of, scope),
              dice.any(" IN ", " NOT IN ", " = ANY ", " <> ALL "),
              "(SELECT ",
              expressions.leaf(of, inside),
              " FROM ",
              from.sql(),
              where,
              "))");
        }
        default ->
            Fragment.of(
                "(SELECT bool_or(",
                expressions.of(Kind.BOOL, inside, 1),
                ") FROM ",
                from.sql(),
                where,
                ")");
      };
    }
    return Fragment.of(
        "(SELECT ", grouping.aggregate(kind, inside), " FROM ", from.sql(), where, ")");
  }
}
