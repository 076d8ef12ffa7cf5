/**
 * What a migration is, and the file that says so. A rules file ({@code segue.yaml}) enters through
 * {@link dev.segue.rules.migration.RulesLocation} or {@link dev.segue.rules.migration.RulesFile};
 * immutable {@link dev.segue.rules.migration.Rules} leave, or one {@link
 * dev.segue.rules.migration.RulesException} with every mistake of the file.
 *
 * <p>What can be told from the file alone is checked here. This package knows no database: whether
 * tables and columns exist and functions are volatile is asked elsewhere. It knows neither flags
 * nor statements.
 */
package dev.segue.rules.migration;
