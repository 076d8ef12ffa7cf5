package dev.segue.rules.migration;

import java.util.Optional;

/**
 * The table that takes a table's place: of another layout, with its own rows. Immutable.
 *
 * @param name its name
 * @param create the commands that make it; empty where it is made like the old one
 */
public record TableCopy(TableName name, Optional<String> create) {}
