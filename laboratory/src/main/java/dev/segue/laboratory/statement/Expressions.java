package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Domain;
import dev.segue.laboratory.world.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes expressions of a kind over a scope. */
final class Expressions {

  private static final Pattern PLACE = Pattern.compile("\\{([A-Z]+)}");

  /** Subqueries, which are made elsewhere. */
  interface Subqueries {
    Fragment expression(Kind kind, Scope scope);
  }

  private final Dice dice;
  private final Literals literals;
  private final WholeRows rows;
  private Subqueries subqueries = (kind, scope) -> Fragment.of("NULL::" + kind.type());

  Expressions(Dice dice) {
    this.dice = dice;
    this.literals = new Literals(dice);
    this.rows = new WholeRows(dice);
  }

  void subqueries(Subqueries made) {
    subqueries = made;
  }

  Literals literals() {
    return literals;
  }

  /** An expression without parameters, which means the same wherever it is written again. */
  Fragment repeatable(Kind kind, Scope scope, int depth) {
    boolean before = literals.parameters();
    literals.parameters(false);
    try {
      return of(kind, scope, depth);
    } finally {
      literals.parameters(before);
    }
  }

  /** An expression of a kind. */
  Fragment of(Kind kind, Scope scope, int depth) {
    if (depth <= 0 || dice.percent(25)) {
      return leaf(kind, scope);
    }
    if (dice.percent(4)) {
      Optional<Fragment> row = rows.of(kind, scope);
      if (row.isPresent()) {
        return new Fragment.Choice(row.get(), List.of(literals.typed(kind)));
      }
    }
    if (depth > 1 && dice.percent(6)) {
      return new Fragment.Choice(subqueries.expression(kind, scope), List.of(literals.typed(kind)));
    }
    return filled(dice.pick(Templates.of(kind)), kind, scope, depth);
  }

  /** A column, or a constant where there is none. */
  Fragment leaf(Kind kind, Scope scope) {
    List<Scope.Reference> columns = scope.references(output -> output.kind() == kind);
    if (columns.isEmpty() || dice.percent(15)) {
      return literals.typed(kind);
    }
    return Fragment.of(reading(dice.pick(columns)));
  }

  /** Equal numbers must look alike, see {@link Kind}. */
  private static String reading(Scope.Reference reference) {
    return reference.sql();
  }

  private Fragment filled(String template, Kind kind, Scope scope, int depth) {
    List<Object> parts = new ArrayList<>();
    List<Fragment> simpler = new ArrayList<>();
    Matcher place = PLACE.matcher(template);
    int at = 0;
    boolean afterColumn = false;
    while (place.find()) {
      parts.add(template.substring(at, place.start()));
      Kind inner = Kind.valueOf(place.group(1));
      Fragment part;
      if (afterColumn && dice.percent(40)) {
        part = literals.bare(inner, inner.samples());
      } else {
        part = of(inner, scope, depth - 1 - dice.below(2));
        afterColumn = template.startsWith("({" + inner + "}") && isColumn(part);
      }
      if (inner == kind) {
        simpler.add(part);
      }
      parts.add(part);
      at = place.end();
    }
    parts.add(template.substring(at));
    simpler.add(Fragment.of(kind.typedLiteral(kind.samples().get(1))));
    return new Fragment.Choice(Fragment.of(parts.toArray()), simpler);
  }

  private static boolean isColumn(Fragment part) {
    return part instanceof Fragment.Text text
        && text.sql().matches("[a-zA-Z0-9_.\"öß ]+")
        && !text.sql().matches("(true|false|[0-9.]+)");
  }

  /** A value that a column may be given. */
  Fragment assigned(Column column, Scope scope, int depth) {
    if (column.nullable() && dice.percent(8)) {
      return dice.percent(70) || !literals.parameters()
          ? Fragment.of("NULL")
          : literals.nullParameter(column.kind());
    }
    if (column.domain().isPresent()) {
      return within(column, column.domain().get(), scope);
    }
    if (dice.percent(35)) {
      return literals.bare(column.kind(), column.kind().samples());
    }
    Fragment value = of(column.kind(), scope, depth);
    if (column.isShort()) {
      return Fragment.of("left(", value, ", 20)");
    } else if (column.kind() == Kind.NUMERIC && dice.percent(25)) {
      return dice.percent(50) ? Fragment.of("(", value, ") / 3.0") : of(Kind.INT, scope, depth - 1);
    }
    return value;
  }

  private Fragment within(Column column, Domain domain, Scope scope) {
    Fragment constant = literals.of(domain, column.kind());
    List<Scope.Reference> same =
        scope.references(
            output ->
                output.kind() == column.kind()
                    && output.type().equals(column.type())
                    && output.domain().filter(other -> other.equals(domain)).isPresent());
    if (same.isEmpty() || dice.percent(50)) {
      return constant;
    }
    String other = dice.pick(same).sql();
    boolean parameters = literals.parameters();
    literals.parameters(false);
    String whole = column.kind().typedLiteral(dice.pick(domain.values()));
    Fragment chosen =
        switch (dice.below(3)) {
          case 0 -> Fragment.of("coalesce(" + other + ", " + whole + ")");
          case 1 ->
              Fragment.of(
                  "CASE WHEN ",
                  of(Kind.BOOL, scope, 1),
                  " THEN coalesce(" + other + ", " + whole,
                  ") ELSE " + whole + " END");
          default ->
              Fragment.of(domain.nullable() ? other : "coalesce(" + other + ", " + whole + ")");
        };
    literals.parameters(parameters);
    return new Fragment.Choice(chosen, List.of(Fragment.of(whole)));
  }
}
