/**
 * The other instances: the {@link dev.segue.flags.fleet.FleetRegistry registry} in which each one
 * shows what it may be doing, and the {@link dev.segue.flags.fleet.FleetBarrier barrier} at which
 * an operator waits for all of them.
 *
 * <p>What enters: reports of instances. What leaves: who is alive and what it has taken up. It must
 * not know how a registry is stored; the driver keeps it in the database.
 */
package dev.segue.flags.fleet;
