/**
 * The flags of a migration: their {@link dev.segue.flags.FlagKind kinds}, their names in Togglz and
 * what they {@link dev.segue.flags.MigrationFlags say}, raw and unjudged.
 *
 * <p>What enters: names and values as an operator writes them. What leaves: immutable values, and
 * {@link dev.segue.flags.FlagException} in PostgreSQL's form. This module knows no SQL and opens no
 * connection; this package does not know what a combination of flags means ({@code stage} does).
 */
package dev.segue.flags;
