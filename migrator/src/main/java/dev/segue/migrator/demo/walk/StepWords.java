package dev.segue.migrator.demo.walk;

/**
 * What those steps mean that do something else for columns than for tables, in one sentence each.
 * Immutable.
 */
public record StepWords(String expand, String backfill, String contract) {}
