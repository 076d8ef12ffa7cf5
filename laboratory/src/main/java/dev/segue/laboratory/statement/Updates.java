package dev.segue.laboratory.statement;

import dev.segue.laboratory.statement.Inserts.Write;
import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Kind;
import dev.segue.laboratory.world.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes UPDATE, DELETE and MERGE. */
final class Updates {

  private final Dice dice;
  private final Tables tables;
  private final Expressions expressions;
  private final Writes writes;

  Updates(Tables tables, Expressions expressions, Writes writes) {
    this.dice = tables.dice();
    this.tables = tables;
    this.expressions = expressions;
    this.writes = writes;
  }

  private record Target(Table table, Relation relation, String sql) {}

  private Target target() {
    return target(tables.written());
  }

  private Target target(Table table) {
    boolean alias = dice.percent(35);
    String only = tables.only(table);
    return new Target(
        table,
        tables.relation(table, alias ? "tgt" : tables.bare(table)),
        only + tables.name(table) + (alias ? dice.any(" AS tgt", " tgt") : ""));
  }

  Write update(int returning) {
    return update(target(), returning);
  }

  /** An UPDATE of one part of several, where one has columns besides the key. */
  Optional<Write> updateOfPart(int returning) {
    List<Table> parts =
        tables.parts().stream()
            .flatMap(List::stream)
            .filter(part -> !writes.settable(part).isEmpty())
            .toList();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(update(target(dice.pick(parts)), returning));
  }

  private Write update(Target target, int returning) {
    Scope scope = Scope.of(target.relation());
    Optional<Writes.Source> source =
        dice.percent(25) ? writes.source(target.relation()) : Optional.empty();
    if (source.isPresent()) {
      scope = scope.and(source.get().relation());
    }
    Writes.Returning returns = writes.returning(returning, scope, target.relation());
    Fragment set = set(target, scope);
    Fragment where =
        source.isPresent()
            ? Fragment.of(
                " FROM ",
                source.get().sql(),
                " WHERE ",
                source.get().condition(),
                dice.percent(50)
                    ? Fragment.maybe(" AND ", expressions.of(Kind.BOOL, scope, 2))
                    : Fragment.NOTHING)
            : writes.where(scope, target.relation(), 80);
    return new Write(
        Fragment.of("UPDATE " + target.sql() + " SET ", set, where, returns.sql()),
        returns,
        target.table());
  }

  /** Assignments, now and then one to the key as well, which no other row then has. */
  private Fragment set(Target target, Scope scope) {
    Fragment others = writes.assignments(target.table(), scope, true);
    return target.table().key() != Table.Key.ALWAYS
            && !tables.isPart(target.table())
            && dice.percent(7)
        ? Fragment.of(
            others, Fragment.maybe(", id = " + target.relation().qualifier() + ".id + 100"))
        : others;
  }

  Write delete(int returning) {
    Target target = target();
    Scope scope = Scope.of(target.relation());
    Optional<Writes.Source> source =
        dice.percent(30) ? writes.source(target.relation()) : Optional.empty();
    if (source.isPresent()) {
      scope = scope.and(source.get().relation());
    }
    Writes.Returning returns = writes.returning(returning, scope, target.relation());
    Fragment where =
        source.isPresent()
            ? Fragment.of(
                " USING ",
                source.get().sql(),
                " WHERE ",
                source.get().condition(),
                Fragment.maybe(" AND ", expressions.of(Kind.BOOL, scope, 2)))
            : writes.where(scope, target.relation(), 95);
    return new Write(
        Fragment.of("DELETE FROM " + target.sql(), where, returns.sql()), returns, target.table());
  }

  Write merge(int returning) {
    Target target = target();
    Writes.Source source = writes.source(target.relation()).orElseThrow();
    Scope both = Scope.of(target.relation(), source.relation());
    List<Fragment> actions = new ArrayList<>();
    if (dice.percent(85)) {
      actions.add(
          Fragment.of(
              " WHEN MATCHED",
              dice.percent(40)
                  ? Fragment.maybe(" AND ", expressions.of(Kind.BOOL, both, 2))
                  : Fragment.NOTHING,
              " THEN ",
              matched(target.table(), both)));
    }
    if (dice.percent(70)) {
      actions.add(
          Fragment.of(
              " WHEN NOT MATCHED",
              tables.since(17) ? dice.any("", " BY TARGET") : "",
              unmatched(target.table(), Scope.of(source.relation()))));
    }
    if (tables.since(17) && dice.percent(35)) {
      Scope alone = Scope.of(target.relation());
      actions.add(
          Fragment.of(
              " WHEN NOT MATCHED BY SOURCE",
              dice.percent(60)
                  ? Fragment.maybe(" AND ", expressions.of(Kind.BOOL, alone, 2))
                  : Fragment.NOTHING,
              " THEN ",
              matched(target.table(), alone)));
    }
    if (actions.isEmpty()) {
      actions.add(Fragment.of(" WHEN MATCHED THEN DELETE"));
    }
    Writes.Returning returns =
        writes.returningMerged(returning, source.relation(), target.relation());
    return new Write(
        Fragment.of(
            "MERGE INTO " + target.sql() + " USING ",
            source.sql(),
            " ON ",
            source.condition(),
            new Fragment.Items("", actions),
            returns.sql()),
        returns,
        target.table());
  }

  private Fragment matched(Table table, Scope both) {
    return switch (dice.below(6)) {
      case 0 -> Fragment.of("DELETE");
      case 1 -> Fragment.of("DO NOTHING");
      default -> Fragment.of("UPDATE SET ", writes.assignments(table, both, false));
    };
  }

  private Fragment unmatched(Table table, Scope source) {
    List<Column> columns = tables.columns(table);
    boolean identity = table.key() == Table.Key.ALWAYS || table.key() == Table.Key.IDENTITY;
    String overriding =
        identity ? dice.any("", "OVERRIDING SYSTEM VALUE ", "OVERRIDING USER VALUE ") : "";
    boolean given = table.key() != Table.Key.ALWAYS || !overriding.isEmpty();
    List<Fragment> values = new ArrayList<>();
    for (Column column : columns) {
      if (column.name().equals(Table.ID)) {
        values.add(Fragment.of(given ? source(source) + " + 80" : "DEFAULT"));
      } else if (tables.leftAlone(table, column)) {
        values.add(Fragment.of("DEFAULT"));
      } else {
        values.add(writes.value(column, source, 1));
      }
    }
    // Which of several rows gets which generated key is chance.
    boolean generated = !given || overriding.contains("USER");
    return Fragment.of(
        generated ? " AND " + source(source) + " = " + dice.any(1, 2, 77) : "",
        " THEN INSERT (" + String.join(", ", columns.stream().map(Column::name).toList()) + ") ",
        overriding + "VALUES (",
        Fragment.whole(values),
        ")");
  }

  private static String source(Scope source) {
    Relation relation = source.relations().get(0);
    return "src." + (relation.only("k").isPresent() ? "k" : "id");
  }
}
