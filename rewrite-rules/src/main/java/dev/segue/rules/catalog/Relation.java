package dev.segue.rules.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table, view or other relation as the catalog describes it.
 *
 * @param columns its columns by position, with those that once stood there and are still known
 *     ({@link CatalogColumn#present()} is false)
 * @param rewritesRows what in the database changes rows after a statement was rewritten: BEFORE
 *     triggers and rules; empty for most
 * @param kind {@code pg_class.relkind}: {@code r} for an ordinary table, {@code p} for a
 *     partitioned one
 * @param constraints what of it ON CONFLICT ON CONSTRAINT may name
 * @param deletionsReach the foreign keys of other tables by which a row that is deleted here takes
 *     others along, or sets columns of them: {@code ON DELETE CASCADE, SET NULL, SET DEFAULT}; each
 *     by its table and columns
 * @param bounds which rows it takes, where it is a partition of another: a condition over its
 *     columns
 */
public record Relation(
    String schema,
    String name,
    List<CatalogColumn> columns,
    List<RowRewrite> rewritesRows,
    char kind,
    List<KeyConstraint> constraints,
    List<String> deletionsReach,
    Optional<String> bounds) {

  private static final char VIEW = 'v';

  public Relation {
    columns = List.copyOf(columns);
    rewritesRows = List.copyOf(rewritesRows);
    constraints = List.copyOf(constraints);
    deletionsReach = List.copyOf(deletionsReach);
  }

  /** A relation that is no partition. */
  public Relation(
      String schema,
      String name,
      List<CatalogColumn> columns,
      List<RowRewrite> rewritesRows,
      char kind,
      List<KeyConstraint> constraints,
      List<String> deletionsReach) {
    this(schema, name, columns, rewritesRows, kind, constraints, deletionsReach, Optional.empty());
  }

  /** One that no foreign key points at. */
  public Relation(
      String schema,
      String name,
      List<CatalogColumn> columns,
      List<RowRewrite> rewritesRows,
      char kind,
      List<KeyConstraint> constraints) {
    this(schema, name, columns, rewritesRows, kind, constraints, List.of());
  }

  /** An ordinary table without constraints. */
  public Relation(
      String schema, String name, List<CatalogColumn> columns, List<RowRewrite> rewritesRows) {
    this(schema, name, columns, rewritesRows, 'r', List.of(), List.of());
  }

  /**
   * What a join of it with others is, which have the same primary key: the columns of all, each
   * once, under the name of this one. It is read as a view is.
   */
  public Relation joinedWith(List<Relation> others) {
    List<CatalogColumn> all = new ArrayList<>(columns);
    List<RowRewrite> rewrites = new ArrayList<>(rewritesRows);
    List<String> reached = new ArrayList<>(deletionsReach);
    int position = all.stream().mapToInt(CatalogColumn::position).max().orElse(0);
    for (Relation other : others) {
      for (CatalogColumn column : other.columns) {
        if (all.stream().noneMatch(known -> known.name().equals(column.name()))) {
          all.add(column.at(++position));
        }
      }
      rewrites.addAll(other.rewritesRows);
      reached.addAll(other.deletionsReach);
    }
    return new Relation(schema, name, all, rewrites, VIEW, constraints, reached);
  }

  /** Whether it is a table of whatever kind, and no view. */
  public boolean isTable() {
    return kind == 'r' || kind == 'p' || kind == 'f';
  }

  /** The constraint of this name. */
  public Optional<KeyConstraint> constraint(String constraintName) {
    return constraints.stream()
        .filter(constraint -> constraint.name().equals(constraintName))
        .findFirst();
  }

  /** The columns of the primary key, in its order; none where there is none. */
  public List<String> primaryKey() {
    return constraints.stream()
        .filter(KeyConstraint::primary)
        .findFirst()
        .map(KeyConstraint::columns)
        .orElse(List.of());
  }

  /** The column of this name, present or remembered. */
  public Optional<CatalogColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** The column of this name, if the table has it now. */
  public Optional<CatalogColumn> presentColumn(String columnName) {
    return column(columnName).filter(CatalogColumn::present);
  }
}
