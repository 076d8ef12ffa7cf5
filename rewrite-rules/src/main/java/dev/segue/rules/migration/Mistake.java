package dev.segue.rules.migration;

import java.util.Optional;

/**
 * One mistake in a rules file.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param message the fact, short and in lower case
 * @param hint the way out, where one can be named
 */
public record Mistake(int line, int column, String message, Optional<String> hint) {}
