package dev.segue.rules.migration;

import java.util.Optional;

/**
 * A column as one shape of a table has it.
 *
 * @param name as PostgreSQL folds it: lower case unless it was quoted
 * @param type as written in the file, such as {@code numeric(12,2)}; empty where the column keeps
 *     the type that the database knows
 */
public record ShapeColumn(String name, Optional<String> type) {}
