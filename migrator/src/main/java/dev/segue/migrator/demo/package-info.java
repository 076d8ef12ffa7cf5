/**
 * {@code segue demo}: a shop that knows only the old shape runs through two migrations at full
 * load, and a ledger proves that nothing was lost. {@link dev.segue.migrator.demo.Demo} is the
 * entry, {@link dev.segue.migrator.demo.outcome.DemoOutcome} what leaves.
 *
 * <p>The parts know little of each other: {@code shop} is the application, {@code ledger} its
 * account, {@code walk} the operator's way, {@code measure} the figures, {@code display} how they
 * look. Only this package knows all of them.
 */
package dev.segue.migrator.demo;
