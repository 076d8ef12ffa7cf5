package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.MappingExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a row of one table is as a row of the other, as SQL. In it the row that is computed from has
 * the alias {@link #SOURCE}, and the one that is computed {@link #TARGET}. Immutable.
 *
 * @param cells one for each column of the target that the source says something of
 */
public record RowMapping(ShapeTable source, ShapeTable target, List<Cell> cells) {

  /** The alias of the source. */
  public static final String SOURCE = "segue_s";

  /** The alias of the target. */
  public static final String TARGET = "segue_t";

  /**
   * One column of the target.
   *
   * @param mapping what it is computed by; empty where it is the source's column of this name
   * @param kept whether a row that is there already keeps what it holds, since it cannot be
   *     computed from the other shape
   */
  public record Cell(CatalogColumn column, Optional<MappingExpression> mapping, boolean kept) {

    static Cell common(CatalogColumn column) {
      return new Cell(column, Optional.empty(), false);
    }

    String name() {
      return Quoted.identifier(column.name());
    }

    /** Its value, by a row of this alias. */
    private String value(String alias) {
      return mapping
          .map(m -> "(" + m.replacingColumns(name -> qualified(alias, name)) + ")")
          .orElseGet(() -> qualified(alias, column.name()));
    }

    /** The same in the type of the column. */
    private String typed(String alias) {
      return "CAST(%s AS %s)".formatted(value(alias), column.type().formatted());
    }

    private boolean isSet(List<String> key) {
      return !kept && !column.generated() && !key.contains(column.name());
    }
  }

  public RowMapping {
    cells = List.copyOf(cells);
  }

  private static String qualified(String alias, String column) {
    return alias + "." + Quoted.identifier(column);
  }

  /**
   * The statement that adds all rows, and fails with 23505 if the target has one of them.
   *
   * @param condition which rows of the source
   */
  public String insertAll(String condition) {
    return addition(condition) + " ORDER BY " + order();
  }

  /** The source's key, for ORDER BY. */
  public String order() {
    return source.keyNames().stream()
        .map(name -> qualified(SOURCE, name))
        .collect(Collectors.joining(", "));
  }

  private String addition(String condition) {
    List<Cell> written = cells.stream().filter(cell -> !cell.column().computed()).toList();
    return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s AS %s WHERE %s"
        .formatted(
            target.sqlName(),
            joined(written, Cell::name, ", "),
            joined(written, cell -> cell.value(SOURCE), ", "),
            source.rows(),
            SOURCE,
            condition);
  }

  /**
   * The statement that adds the rows which the target does not have. It gives how many rows of the
   * source there were, and how many of them it has added. Where somebody else adds one of them at
   * the same time, it fails with 23505: ON CONFLICT would double what a row costs.
   *
   * @param condition which rows of the source, twice
   */
  public String insertMissing(String condition) {
    return """
        WITH added AS (
          %1$s AND NOT EXISTS (SELECT FROM %2$s AS %3$s WHERE %4$s OFFSET 0)
          ORDER BY %5$s RETURNING 1)
        SELECT (SELECT count(*) FROM %6$s AS %7$s WHERE %8$s), (SELECT count(*) FROM added)"""
        .formatted(
            addition(condition),
            target.sqlName(),
            TARGET,
            targetKey(),
            order(),
            source.rows(),
            SOURCE,
            condition);
  }

  /**
   * A query for the rows of the source that the target does not have as they are computed to be.
   * OFFSET 0 has each looked up by its key: what a plan expects of a table that grows is wrong.
   *
   * @param condition which rows of the source are asked for
   */
  public String different(String condition, Predicate<String> byteWise) {
    return """
        SELECT %1$s.* FROM %2$s AS %1$s
        WHERE %3$s AND NOT EXISTS (
          SELECT FROM %4$s AS %5$s WHERE %6$s AND NOT (%7$s) OFFSET 0)"""
        .formatted(
            SOURCE,
            source.rows(),
            condition,
            target.sqlName(),
            TARGET,
            targetKey(),
            differs(byteWise));
  }

  /**
   * The statement that makes the target's rows what they are computed to be. A row that is so
   * already is not written again, and not counted.
   *
   * @param rows a query that gives rows of the source
   */
  public String upsert(String rows, Predicate<String> byteWise) {
    List<Cell> written = cells.stream().filter(cell -> !cell.column().computed()).toList();
    List<Cell> set = written.stream().filter(cell -> cell.isSet(target.keyNames())).toList();
    String sql =
        """
        WITH %1$s AS MATERIALIZED (%2$s)
        INSERT INTO %3$s AS %4$s (%5$s) OVERRIDING SYSTEM VALUE
        SELECT %6$s FROM %1$s
        ON CONFLICT (%7$s) DO"""
            .formatted(
                SOURCE,
                rows,
                target.sqlName(),
                TARGET,
                joined(written, Cell::name, ", "),
                joined(written, cell -> cell.value(SOURCE), ", "),
                target.keyNames().stream()
                    .map(Quoted::identifier)
                    .collect(Collectors.joining(", ")));
    if (set.isEmpty()) {
      return sql + " NOTHING";
    }
    return sql
        + " UPDATE SET %s WHERE %s"
            .formatted(
                joined(set, cell -> cell.name() + " = EXCLUDED." + cell.name(), ", "),
                joined(set, cell -> differs(cell, "EXCLUDED." + cell.name(), byteWise), " OR "));
  }

  /**
   * The statement that makes rows of the target what rows of the source are now, whether they are
   * there or not, and writes them in any case.
   *
   * @param rows the relation whose rows tell the keys of the source
   * @param own gives, for the name of a row of the source, the condition that it is meant
   */
  public String follow(String rows, UnaryOperator<String> own) {
    List<Cell> written = cells.stream().filter(cell -> !cell.column().computed()).toList();
    List<Cell> set = written.stream().filter(cell -> cell.isSet(target.keyNames())).toList();
    List<Cell> key = target.keyNames().stream().map(this::cell).toList();
    // OFFSET 0 has each row looked up by its key, whatever was expected of the first statement.
    return """
        INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE
        SELECT %3$s FROM %4$s AS segue_k CROSS JOIN LATERAL (
          SELECT * FROM %5$s AS segue_l WHERE %6$s AND %10$s OFFSET 0) AS %7$s
        ON CONFLICT (%8$s) DO UPDATE SET %9$s"""
        .formatted(
            target.sqlName(),
            joined(written, Cell::name, ", "),
            joined(written, cell -> cell.value(SOURCE), ", "),
            rows,
            source.sqlName(),
            source.keyNames().stream()
                .map(name -> qualified("segue_l", name) + " = " + qualified("segue_k", name))
                .collect(Collectors.joining(" AND ")),
            SOURCE,
            joined(key, Cell::name, ", "),
            joined(set.isEmpty() ? key : set, c -> c.name() + " = EXCLUDED." + c.name(), ", "),
            own.apply("segue_l"));
  }

  /**
   * A query for the keys that rows of the source had, and those that the target's rows had for
   * them: columns {@code s1} and on, {@code t1} and on.
   */
  public String keys(String rows) {
    List<String> columns = new ArrayList<>();
    for (String name : source.keyNames()) {
      columns.add("%s AS s%d".formatted(qualified(SOURCE, name), columns.size() + 1));
    }
    int at = 1;
    for (String name : target.keyNames()) {
      columns.add("%s AS t%d".formatted(cell(name).typed(SOURCE), at++));
    }
    return "SELECT %s FROM %s AS %s".formatted(String.join(", ", columns), rows, SOURCE);
  }

  /**
   * The statement that deletes the target's row of {@link #keys} that are no row's of the source
   * now.
   *
   * @param keys the name of one row of them
   * @param own gives, for the name of a row of the source, the condition that it is meant
   */
  public String deleteGone(String keys, UnaryOperator<String> own) {
    List<String> sought = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (String name : source.keyNames()) {
      there.add("%s = %s.s%d".formatted(qualified(SOURCE, name), keys, there.size() + 1));
    }
    for (String name : target.keyNames()) {
      String key = "%s.t%d".formatted(keys, sought.size() + 1);
      there.add("%s = %s".formatted(cell(name).typed(SOURCE), key));
      sought.add("%s = %s".formatted(qualified(TARGET, name), key));
    }
    there.add(own.apply(SOURCE));
    return "DELETE FROM %s AS %s WHERE %s AND NOT EXISTS (SELECT FROM %s AS %s WHERE %s)"
        .formatted(
            target.sqlName(),
            TARGET,
            String.join(" AND ", sought),
            source.sqlName(),
            SOURCE,
            String.join(" AND ", there));
  }

  /** A condition that holds where the target's row is not what the source's row says. */
  public String differs(Predicate<String> byteWise) {
    List<Cell> compared = cells.stream().filter(cell -> !cell.kept()).toList();
    return joined(compared, cell -> differs(cell, cell.typed(SOURCE), byteWise), " OR ");
  }

  private static String differs(Cell cell, String value, Predicate<String> byteWise) {
    return Comparison.distinct(
        qualified(TARGET, cell.column().name()),
        value,
        byteWise.test(cell.column().type().formatted()));
  }

  /** The condition that finds the target's row for a row of the source, by the target's key. */
  public String targetKey() {
    return target.keyNames().stream()
        .map(name -> qualified(TARGET, name) + " = " + cell(name).typed(SOURCE))
        .collect(Collectors.joining(" AND "));
  }

  /**
   * The condition that a row of the target has no row of the source. It looks for one by the
   * source's key, as far as the target tells it, and asks then whether it is the one.
   *
   * @param back the mapping the other way round
   * @param tellsRows tells of a column of the source's key whether the target's row gives it
   */
  public String orphaned(RowMapping back, Predicate<String> tellsRows) {
    // OFFSET 0 has it looked up row by row: a join would read the whole table for each batch.
    return orphaned(back, tellsRows, " OFFSET 0");
  }

  /** The same where the row is sought among some of the source's rows only, by a join. */
  String orphanedWithin(String within, RowMapping back, Predicate<String> tellsRows) {
    return orphaned(back, tellsRows, " AND " + within);
  }

  private String orphaned(RowMapping back, Predicate<String> tellsRows, String end) {
    String sought =
        source.keyNames().stream()
            .filter(tellsRows)
            .map(name -> qualified(SOURCE, name) + " = " + back.cell(name).typed(TARGET) + " AND ")
            .collect(Collectors.joining());
    return "NOT EXISTS (SELECT FROM %s AS %s WHERE %s%s%s)"
        .formatted(source.rows(), SOURCE, sought, targetKey(), end);
  }

  /** The key that a row of the source has, told by the target's row, as texts. */
  public String sourceKeyTexts(RowMapping back) {
    return source.key().stream()
        .map(KeyColumn::name)
        .map(name -> back.cell(name).typed(TARGET) + "::text")
        .collect(Collectors.joining(", "));
  }

  private Cell cell(String column) {
    return cells.stream()
        .filter(cell -> cell.column().name().equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nothing says what key column \""
                        + column
                        + "\" of "
                        + target.sqlName()
                        + " is"));
  }

  private static String joined(List<Cell> cells, Function<Cell, String> form, String separator) {
    return cells.stream().map(form).collect(Collectors.joining(separator));
  }
}
