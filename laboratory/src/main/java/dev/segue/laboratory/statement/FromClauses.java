package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;
import dev.segue.laboratory.world.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what stands behind FROM: tables, joins of all kinds, subqueries, functions. */
final class FromClauses {

  private static final List<String> ALIASES =
      List.of("a", "b", "c", "d", "e", "t", "x", "name", "note", "\"Q\"");

  private final Dice dice;
  private final Tables tables;
  private final Expressions expressions;
  private final Queries queries;

  FromClauses(Tables tables, Expressions expressions, Queries queries) {
    this.dice = tables.dice();
    this.tables = tables;
    this.expressions = expressions;
    this.queries = queries;
  }

  /**
   * A FROM clause.
   *
   * @param sql what stands behind FROM
   * @param scope what it shows
   */
  record From(Fragment sql, Scope scope) {}

  /**
   * @param lateral whether it may name what stands before it
   */
  private record Item(Fragment sql, Relation relation, boolean lateral) {
    Item(Fragment sql, Relation relation) {
      this(sql, relation, false);
    }
  }

  From make(Scope around, List<Relation> common, int depth) {
    Scope scope = new Scope(around.outer(), List.of(), java.util.Set.of());
    Item first = item(scope, common, depth);
    From from = new From(first.sql(), scope.and(first.relation()));
    int more = dice.any(0, 0, 0, 1, 1, 2);
    for (int i = 0; i < more; i++) {
      from = joined(from, common, depth);
    }
    return from;
  }

  /** One table, alone. */
  From single(Scope around) {
    Table table = tables.any();
    Scope scope = new Scope(around.outer(), List.of(), java.util.Set.of());
    Item item = table(table, scope);
    return new From(item.sql(), scope.and(item.relation()));
  }

  private Item item(Scope scope, List<Relation> common, int depth) {
    int chance = dice.below(100);
    if (!common.isEmpty() && chance < 40) {
      Relation of = dice.pick(common);
      String alias = alias(scope);
      return new Item(
          Fragment.of(of.qualifier() + " AS " + alias),
          new Relation(alias, of.columns(), Optional.empty()));
    } else if (chance < 85 || depth <= 0) {
      return table(tables.any(), scope);
    }
    return derived(scope, depth);
  }

  private Item table(Table table, Scope scope) {
    boolean free =
        scope.relations().stream().noneMatch(other -> other.qualifier().equals(tables.bare(table)));
    String name = tables.name(table);
    String only = tables.only(table);
    String sample =
        dice.percent(4)
            ? dice.any(
                " TABLESAMPLE BERNOULLI (100)",
                " TABLESAMPLE SYSTEM (100) REPEATABLE (7)",
                " TABLESAMPLE BERNOULLI (0)")
            : "";
    if (only.isEmpty() && dice.percent(2)) {
      name += " *";
    }
    if (free && dice.percent(40)) {
      return new Item(
          Fragment.of(only + name + sample), tables.relation(table, tables.bare(table)));
    }
    String alias = alias(scope);
    String as = dice.percent(50) ? " AS " : " ";
    if (dice.percent(3)) {
      // The first two columns under names of the alias's own.
      Relation plain = tables.relation(table, alias);
      List<Output> renamed = new ArrayList<>(plain.columns());
      renamed.set(0, renamed.get(0).as("p1"));
      renamed.set(1, renamed.get(1).as("p2"));
      return new Item(
          Fragment.of(only + name + " AS " + alias + " (p1, p2)" + sample),
          new Relation(alias, renamed, Optional.of(table)));
    }
    return new Item(Fragment.of(only + name + as + alias + sample), tables.relation(table, alias));
  }

  private String alias(Scope scope) {
    while (true) {
      String alias = dice.pick(ALIASES);
      if (scope.relations().stream().noneMatch(other -> other.qualifier().equals(alias))) {
        return alias;
      }
    }
  }

  private Item derived(Scope scope, int depth) {
    String alias = alias(scope);
    int chance = dice.below(100);
    if (chance < 15) {
      return new Item(
          Fragment.of("generate_series(1, 3) AS " + alias + " (n)"),
          new Relation(alias, List.of(Output.named("n", Kind.INT)), Optional.empty()));
    } else if (chance < 35) {
      return values(alias);
    }
    boolean lateral = !scope.relations().isEmpty() && dice.percent(50);
    Made made = queries.derived(lateral ? scope.inner() : outsideOf(scope), depth - 1);
    if (dice.percent(25)) {
      List<Output> renamed = new ArrayList<>();
      for (int i = 0; i < made.outputs().size(); i++) {
        renamed.add(made.outputs().get(i).as("c" + (i + 1)));
      }
      String names =
          String.join(", ", renamed.stream().map(output -> output.name().orElseThrow()).toList());
      return new Item(
          Fragment.of(
              lateral ? "LATERAL (" : "(", made.sql(), ") AS " + alias + " (" + names + ")"),
          new Relation(alias, renamed, Optional.empty()),
          lateral);
    }
    return new Item(
        Fragment.of(lateral ? "LATERAL (" : "(", made.sql(), ") AS " + alias),
        new Relation(alias, made.outputs(), Optional.empty()),
        lateral);
  }

  private static Scope outsideOf(Scope scope) {
    return scope.outer().map(Scope::inner).orElse(Scope.EMPTY);
  }

  private Item values(String alias) {
    List<Kind> kinds = List.of(Kind.INT, dice.any(Kind.values()));
    List<Fragment> rows = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      rows.add(
          Fragment.of(
              "(",
              Fragment.whole(kinds.stream().map(expressions.literals()::typed).toList()),
              ")"));
    }
    return new Item(
        Fragment.of("(VALUES ", Fragment.list(rows), ") AS " + alias + " (id, v)"),
        new Relation(
            alias,
            List.of(Output.named("id", kinds.get(0)), Output.named("v", kinds.get(1))),
            Optional.empty()));
  }

  private From joined(From left, List<Relation> common, int depth) {
    Item right = item(left.scope(), common, depth);
    Scope both = left.scope().and(right.relation());
    int chance = dice.below(100);
    if (chance < 12) {
      return new From(Fragment.of(left.sql(), dice.any(", ", " CROSS JOIN "), right.sql()), both);
    }
    Optional<String> shared = shared(left.scope(), right.relation());
    if (chance < 30 && shared.isPresent()) {
      return new From(
          Fragment.of(
              left.sql(),
              " " + joinWord(right, true) + " ",
              right.sql(),
              " USING (" + shared.get() + ")"),
          both.merging(shared.get()));
    }
    if (chance < 36 && left.scope().relations().size() == 1) {
      Optional<Scope> natural = natural(left.scope(), right.relation(), both);
      if (natural.isPresent()) {
        return new From(
            Fragment.of(left.sql(), " NATURAL " + joinWord(right, false) + " ", right.sql()),
            natural.get());
      }
    }
    return new From(
        Fragment.of(
            left.sql(),
            " " + joinWord(right, false) + " ",
            right.sql(),
            " ON ",
            condition(left, right)),
        both);
  }

  private String joinWord(Item right, boolean full) {
    if (right.lateral()) {
      return dice.any("JOIN", "INNER JOIN", "LEFT JOIN");
    }
    return dice.any(
        "JOIN",
        "JOIN",
        "INNER JOIN",
        "LEFT JOIN",
        "LEFT OUTER JOIN",
        "RIGHT JOIN",
        full ? "FULL JOIN" : "LEFT JOIN");
  }

  /** A column that the right side has in common with exactly one column of the left. */
  private Optional<String> shared(Scope left, Relation right) {
    List<String> names = new ArrayList<>();
    for (Output column : right.columns()) {
      List<Output> others =
          left.relations().stream()
              .flatMap(relation -> relation.columns().stream())
              .filter(other -> column.name().isPresent() && other.isNamed(column.name().get()))
              .toList();
      if (others.size() == 1
          && others.get(0).kind() == column.kind()
          && right.only(column.name().get()).isPresent()) {
        names.add(column.name().get());
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(dice.pick(names));
  }

  private static Optional<Scope> natural(Scope left, Relation right, Scope both) {
    Scope merged = both;
    for (Output column : right.columns()) {
      if (column.name().isEmpty() || right.only(column.name().get()).isEmpty()) {
        return Optional.empty();
      }
      List<Output> others =
          left.relations().get(0).columns().stream()
              .filter(other -> other.isNamed(column.name().get()))
              .toList();
      if (others.size() > 1 || (others.size() == 1 && others.get(0).kind() != column.kind())) {
        return Optional.empty();
      } else if (others.size() == 1) {
        merged = merged.merging(column.name().get());
      }
    }
    return Optional.of(merged);
  }

  private Fragment condition(From left, Item right) {
    Scope all = left.scope().and(right.relation());
    Relation one = dice.pick(left.scope().relations());
    Relation other = right.relation();
    if (dice.percent(60) && one.only("id").isPresent() && other.only("id").isPresent()) {
      String column = other.only("parent_id").isPresent() && dice.percent(60) ? "parent_id" : "id";
      Kind kind = one.only("id").get().kind();
      if (kind == Kind.INT || kind == Kind.BIGINT) {
        return Fragment.of(one.qualifier() + ".id = " + other.qualifier() + "." + column);
      }
    }
    return expressions.of(Kind.BOOL, all, 2);
  }
}
