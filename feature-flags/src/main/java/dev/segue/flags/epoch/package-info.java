/**
 * Published sets of flags and who still uses which: the immutable {@link
 * dev.segue.flags.epoch.FlagSnapshot}, the {@link dev.segue.flags.epoch.EpochTracker} that says
 * when no transaction uses an earlier one any more, and the {@link dev.segue.flags.epoch.LeaseState
 * lease} without which none may be used.
 *
 * <p>This is the hot path: volatile reads and one store per transaction, no lock, no allocation.
 * What enters: snapshots, from one watcher. What leaves: the snapshot of each transaction. It must
 * not know where flags or other instances are kept.
 */
package dev.segue.flags.epoch;
