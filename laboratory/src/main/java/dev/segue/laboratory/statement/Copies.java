package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Domain;
import dev.segue.laboratory.world.Kind;
import dev.segue.laboratory.world.Table;
import java.util.ArrayList;
import java.util.List;

/** Makes COPY, out of tables and queries and into tables. */
final class Copies {

  private final Dice dice;
  private final Tables tables;
  private final Expressions expressions;
  private final Queries queries;

  Copies(Tables tables, Expressions expressions, Queries queries) {
    this.dice = tables.dice();
    this.tables = tables;
    this.expressions = expressions;
    this.queries = queries;
  }

  /** Rows as text or CSV. What is copied out of a query may have an order. */
  Made out() {
    String options =
        dice.any(
            "",
            " WITH (FORMAT csv, HEADER)",
            " (FORMAT csv, HEADER true, FORCE_QUOTE *)",
            " WITH (NULL 'nil', DELIMITER '|')",
            " CSV HEADER");
    Table table = tables.any();
    if (dice.percent(50) || !tables.isCopiedOut(table)) {
      // A parameter has no place in a COPY.
      expressions.literals().parameters(false);
      Made made = queries.query(Scope.EMPTY, 2);
      return new Made(
          Fragment.of("COPY (", made.sql(), ") TO STDOUT" + options), List.of(), made.ordered());
    }
    String columns = dice.percent(50) ? names(dice.some(tables.columns(table))) : "";
    return new Made(
        Fragment.of("COPY " + tables.name(table) + columns + " TO STDOUT" + options),
        List.of(),
        false);
  }

  private static String names(List<Column> columns) {
    return " (" + String.join(", ", columns.stream().map(Column::name).toList()) + ")";
  }

  /**
   * A COPY … FROM STDIN.
   *
   * @param rows what it is given
   */
  record In(Fragment sql, String rows) {}

  In in() {
    expressions.literals().parameters(false);
    Table table = tables.written();
    List<Column> columns = new ArrayList<>();
    for (Column column : dice.shuffled(tables.columns(table))) {
      boolean needed =
          column.name().equals(Table.ID)
              ? !table.key().generated()
              : !column.nullable() && column.demands().byDefault().isEmpty();
      if (!tables.leftAlone(table, column) && dice.percent(needed ? 98 : 60)) {
        columns.add(column);
      }
    }
    if (columns.isEmpty()) {
      columns.add(tables.columns(table).get(0));
    }
    boolean csv = dice.percent(40);
    StringBuilder rows = new StringBuilder();
    for (int row = dice.between(1, 3); row > 0; row--) {
      List<String> values = new ArrayList<>();
      for (Column column : columns) {
        values.add(value(column, row, csv));
      }
      rows.append(String.join(csv ? "," : "\t", values)).append('\n');
    }
    Scope scope = Scope.of(tables.relation(table, tables.bare(table)));
    return new In(
        Fragment.of(
            "COPY " + tables.name(table) + names(columns) + " FROM STDIN",
            csv ? dice.any(" WITH (FORMAT csv)", " CSV") : "",
            dice.percent(15)
                ? Fragment.maybe(" WHERE ", expressions.of(Kind.BOOL, scope, 1))
                : Fragment.NOTHING),
        rows.toString());
  }

  private String value(Column column, int row, boolean csv) {
    if (column.name().equals(Table.ID)) {
      return Integer.toString(60 + row);
    } else if (column.name().equals(Table.PARENT)) {
      return Integer.toString(row);
    } else if (column.nullable() && dice.percent(20)) {
      return csv ? "" : "\\N";
    }
    String value = dice.pick(column.domain().map(Domain::values).orElse(column.kind().samples()));
    return csv ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
  }
}
