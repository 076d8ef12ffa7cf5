package dev.segue.laboratory.statement;

import dev.segue.equivalence.Parameter;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Domain;
import dev.segue.laboratory.world.Kind;
import java.util.ArrayList;
import java.util.List;

/** Constants, as literals and as parameters. */
final class Literals {

  /** A batch has as many rows. */
  static final int ROWS = 3;

  private final Dice dice;
  private boolean parameters = true;

  Literals(Dice dice) {
    this.dice = dice;
  }

  /** Whether constants may be parameters. */
  void parameters(boolean allowed) {
    parameters = allowed;
  }

  boolean parameters() {
    return parameters;
  }

  /** A constant whose type is told by itself. */
  Fragment typed(Kind kind) {
    if (parameters && dice.percent(35)) {
      return switch (kind) {
        case INT, BIGINT, NUMERIC, TEXT, BOOL -> parameter(kind, kind.samples());
        default ->
            Fragment.of("CAST(", parameter(kind, kind.samples()), " AS " + kind.type() + ")");
      };
    }
    if (dice.percent(6)) {
      return Fragment.of("NULL::" + kind.type());
    }
    return Fragment.of(kind.typedLiteral(dice.pick(kind.samples())));
  }

  /** A constant whose type the place where it stands must tell. */
  Fragment bare(Kind kind, List<String> values) {
    if (parameters && dice.percent(40)) {
      return parameter(kind, values);
    }
    return Fragment.of(kind.bareLiteral(dice.pick(values)));
  }

  /** A constant of a domain. */
  Fragment of(Domain domain, Kind kind) {
    return domain.nullable() && dice.percent(8) ? Fragment.of("NULL") : bare(kind, domain.values());
  }

  /** A parameter with values for each row of a batch. */
  Fragment parameter(Kind kind, List<String> values) {
    List<Parameter> rows = new ArrayList<>();
    String setter = setter(kind);
    for (int i = 0; i < ROWS; i++) {
      String value = dice.pick(values);
      rows.add(
          new Parameter(setter, setter.equals("localdatetime") ? value.replace(' ', 'T') : value));
    }
    return new Fragment.Value(List.copyOf(rows));
  }

  /** A parameter that is NULL. */
  Fragment nullParameter(Kind kind) {
    String setter =
        switch (kind) {
          case TEXT -> dice.any("null", "nulltext");
          case NUMERIC -> dice.any("null", "nullnumeric");
          default -> "null";
        };
    return new Fragment.Value(List.of(new Parameter(setter, "")));
  }

  private String setter(Kind kind) {
    return switch (kind) {
      case INT -> dice.percent(80) ? "int" : "long";
      case BIGINT -> "long";
      case NUMERIC -> "numeric";
      case TEXT -> "text";
      case BOOL -> "bool";
      case DATE -> dice.any("date", "localdate");
      case TIMESTAMP -> dice.any("timestamp", "localdatetime");
      case MOOD, INTS, TEXTS, JSON -> "untyped";
    };
  }
}
