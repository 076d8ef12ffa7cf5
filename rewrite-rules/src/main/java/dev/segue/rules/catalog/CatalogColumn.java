package dev.segue.rules.catalog;

import java.util.Optional;

/**
 * A column as the catalog describes it.
 *
 * @param position {@code attnum}: columns show in this order
 * @param defaultExpression as {@code pg_get_expr} prints it; for a generated column its expression,
 *     for an identity column one that draws from its sequence
 * @param generated whether the database computes it (stored, virtual or identity)
 * @param present false for a column that was dropped and is remembered since a migration's old
 *     shape had it
 */
public record CatalogColumn(
    String name,
    int position,
    ColumnType type,
    boolean notNull,
    Optional<String> defaultExpression,
    boolean generated,
    boolean present) {

  /** The same column at another position. */
  public CatalogColumn at(int other) {
    return new CatalogColumn(name, other, type, notNull, defaultExpression, generated, present);
  }

  /** The same column with another default. */
  public CatalogColumn drawing(Optional<String> other) {
    return new CatalogColumn(name, position, type, notNull, other, generated, present);
  }

  /** Whether the database computes it from other columns of the row. */
  public boolean computed() {
    return generated && !identity();
  }

  /**
   * Whether it is an identity column. Its default alone draws from a sequence: what a generated
   * column computes is immutable.
   */
  public boolean identity() {
    return generated && defaultExpression.filter(text -> text.contains("nextval(")).isPresent();
  }
}
