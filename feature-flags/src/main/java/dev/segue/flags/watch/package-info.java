/**
 * The one thread of a driver instance that looks at the flags: {@link
 * dev.segue.flags.watch.FlagWatch} reads them, has them judged, takes the steps that the fleet
 * allows, publishes snapshots and keeps the lease.
 *
 * <p>What enters: a store, a registry and the migrations. What leaves: snapshots, through the
 * {@link dev.segue.flags.epoch.EpochTracker}. It must not know what a route does.
 */
package dev.segue.flags.watch;
