package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;
import dev.segue.laboratory.world.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What INSERT, UPDATE, DELETE and MERGE are made of. */
final class Writes {

  private final Dice dice;
  private final Tables tables;
  private final Expressions expressions;
  private final Queries queries;

  Writes(Tables tables, Expressions expressions, Queries queries) {
    this.dice = tables.dice();
    this.tables = tables;
    this.expressions = expressions;
    this.queries = queries;
  }

  /** A RETURNING, or nothing. */
  record Returning(Fragment sql, List<Output> outputs) {
    static final Returning NONE = new Returning(Fragment.NOTHING, List.of());
  }

  Returning returning(int percent, Scope scope, Relation target) {
    if (!dice.percent(percent)) {
      return Returning.NONE;
    }
    return returning(scope, target, new ArrayList<>(), new ArrayList<>());
  }

  /** The rows before and after, under names that can be given to them. */
  private record Versions(String names, Relation before, Relation after) {}

  private Versions versions(Relation target) {
    boolean named = dice.percent(30);
    String before = named ? "o" : "old";
    String after = named ? dice.any("n", "\"New\"") : "new";
    return new Versions(
        named ? "WITH (OLD AS " + before + ", NEW AS " + after + ") " : "",
        new Relation(before, target.columns(), Optional.empty()),
        new Relation(after, target.columns(), Optional.empty()));
  }

  private Returning returning(
      Scope around, Relation target, List<Fragment> items, List<Output> outputs) {
    Scope scope = around;
    String names = "";
    int chance = dice.below(100);
    if (chance < 30) {
      items.add(Fragment.of("*"));
      outputs.addAll(scope.star());
    } else if (chance < 40) {
      items.add(Fragment.of(target.qualifier() + ".*"));
      outputs.addAll(target.columns());
    }
    if (tables.since(18) && dice.percent(35)) {
      Versions versions = versions(target);
      names = versions.names();
      // Outside, so that their columns can be named with a qualifier alone.
      Scope outside = Scope.of(versions.before(), versions.after());
      scope = new Scope(Optional.of(outside), scope.relations(), scope.merged());
      Relation version = dice.any(versions.before(), versions.after());
      if (dice.percent(30)) {
        items.add(Fragment.of(version.qualifier() + ".*"));
        outputs.addAll(version.columns());
      } else {
        Output column = dice.pick(version.columns());
        items.add(Fragment.of(version.qualifier() + "." + column.name().orElseThrow()));
        outputs.add(column);
      }
    }
    for (int i = dice.between(items.isEmpty() ? 1 : 0, 3); i > 0; i--) {
      List<Scope.Reference> columns = scope.references(output -> true);
      if (dice.percent(60)) {
        Scope.Reference column = dice.pick(columns);
        items.add(Fragment.of(column.sql()));
        outputs.add(column.output());
      } else {
        Kind kind = dice.any(Kind.values());
        items.add(Fragment.of(expressions.of(kind, scope, 2), " AS r" + i));
        outputs.add(Output.named("r" + i, kind));
      }
    }
    return new Returning(Fragment.maybe(" RETURNING " + names, Fragment.list(items)), outputs);
  }

  /** What a MERGE returns: the source's columns stand before the target's. */
  Returning returningMerged(int percent, Relation source, Relation target) {
    if (!tables.since(17) || !dice.percent(percent)) {
      return Returning.NONE;
    }
    List<Fragment> items = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    if (dice.percent(50)) {
      items.add(Fragment.of("merge_action() AS what"));
      outputs.add(Output.named("what", Kind.TEXT));
    }
    return returning(Scope.of(source, target), target, items, outputs);
  }

  /** Columns that a statement may set: not the key. */
  List<Column> settable(Table table) {
    return tables.columns(table).stream()
        .filter(column -> !column.name().equals(Table.ID) && !tables.leftAlone(table, column))
        .toList();
  }

  /** A value for a column. */
  Fragment value(Column column, Scope scope, int depth) {
    if (column.name().equals(Table.PARENT)) {
      return dice.percent(90) ? Fragment.of(dice.any("1", "2", "3", "NULL")) : Fragment.of("999");
    }
    return expressions.assigned(column, scope, depth);
  }

  /** What stands behind SET. */
  Fragment assignments(Table table, Scope scope, boolean mayQuery) {
    List<Fragment> all = new ArrayList<>();
    List<Column> columns = new ArrayList<>(dice.some(settable(table)));
    if (columns.size() > 4) {
      columns = columns.subList(0, 4);
    }
    while (!columns.isEmpty()) {
      int chance = dice.below(100);
      if (columns.size() > 1 && chance < 18) {
        List<Column> pair = columns.subList(0, 2);
        all.add(several(pair, scope, mayQuery));
        columns = columns.subList(2, columns.size());
      } else {
        Column column = columns.get(0);
        Fragment value =
            chance > 93 && (column.nullable() || column.demands().byDefault().isPresent())
                ? Fragment.of("DEFAULT")
                : value(column, scope, 2);
        all.add(Fragment.of(column.name() + " = ", value));
        columns = columns.subList(1, columns.size());
      }
    }
    return Fragment.list(all);
  }

  private Fragment several(List<Column> columns, Scope scope, boolean mayQuery) {
    String names = "(" + columns.get(0).name() + ", " + columns.get(1).name() + ") = ";
    List<Fragment> values = columns.stream().map(column -> cast(column, scope)).toList();
    int chance = dice.below(100);
    if (chance < 35 && mayQuery) {
      return Fragment.of(
          names + "(SELECT ",
          Fragment.whole(values),
          dice.any("", " WHERE true", " LIMIT 1") + ")");
    } else if (chance < 55) {
      return Fragment.of(names + "ROW (", Fragment.whole(values), ")");
    }
    return Fragment.of(names + "(", Fragment.whole(values), ")");
  }

  /** A subquery's column must have the type that is assigned. */
  private Fragment cast(Column column, Scope scope) {
    return column.name().equals(Table.PARENT)
        ? Fragment.of("CAST(", value(column, scope, 1), " AS integer)")
        : Fragment.of("CAST(", value(column, scope, 1), " AS " + column.kind().type() + ")");
  }

  /** A condition that lets most rows be. */
  Fragment where(Scope scope, Relation target, int percent) {
    if (!dice.percent(percent)) {
      return Fragment.NOTHING;
    }
    String id = target.qualifier() + ".id";
    return switch (dice.below(3)) {
      case 0 -> Fragment.maybe(" WHERE " + id + " = ", expressions.of(Kind.INT, Scope.EMPTY, 0));
      case 1 -> Fragment.maybe(" WHERE ", expressions.of(Kind.BOOL, scope, 2));
      default -> Fragment.maybe(" WHERE " + id + " < 3 AND ", expressions.of(Kind.BOOL, scope, 2));
    };
  }

  /**
   * Another relation that has at most one row for each of the target: what an UPDATE takes from
   * several is not defined.
   *
   * @param sql as FROM or USING has it
   * @param condition joins it to the target
   */
  record Source(Fragment sql, Relation relation, Fragment condition) {}

  Optional<Source> source(Relation target) {
    if (dice.percent(70)) {
      Table other = tables.any();
      Relation relation = tables.relation(other, "src");
      String by = target.only("parent_id").isPresent() && dice.percent(40) ? ".parent_id" : ".id";
      return Optional.of(
          new Source(
              Fragment.of(tables.bare(other) + " AS src"),
              relation,
              Fragment.of("src.id = " + target.qualifier() + by)));
    }
    Kind kind = dice.any(Kind.values());
    Relation relation =
        new Relation(
            "src", List.of(Output.named("k", Kind.INT), Output.named("v", kind)), Optional.empty());
    Fragment rows =
        Fragment.of(
            "(VALUES (1, ",
            expressions.literals().typed(kind),
            "), (2, ",
            expressions.literals().typed(kind),
            "), (77, ",
            expressions.literals().typed(kind),
            ")) AS src (k, v)");
    return Optional.of(
        new Source(rows, relation, Fragment.of("src.k = " + target.qualifier() + ".id")));
  }

  Queries queries() {
    return queries;
  }
}
