package dev.segue.rules.catalog;

import java.util.Optional;

/**
 * A column as the catalog describes it.
 *
 * @param position {@code attnum}: columns show in this order
 * @param defaultExpression as {@code pg_get_expr} prints it; for a generated column its expression
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
    boolean present) {}
