package dev.segue.driver.control;

import dev.segue.rules.catalog.ColumnType;
import java.util.Optional;

/**
 * A column of a migration's old shape, as it was when the table was expanded.
 *
 * @param position its {@code attnum}, which stays its own after it is dropped
 */
public record OldColumn(
    String schema,
    String table,
    String name,
    int position,
    ColumnType type,
    Optional<String> defaultExpression,
    boolean notNull) {}
