/**
 * Where flags are kept: the {@link dev.segue.flags.store.FlagStore stores} on Togglz's state
 * repositories, opened from {@code memory}, {@code database} or {@code file:…}, and the {@link
 * dev.segue.flags.store.FlagWriter writer} that an operator changes a flag with.
 *
 * <p>What enters: a store's name, a {@code DataSource} or a {@code StateRepository} of the
 * application's own. What leaves: raw {@link dev.segue.flags.MigrationFlags}. It must not know what
 * they lead to, and opens no connection of its own.
 */
package dev.segue.flags.store;
