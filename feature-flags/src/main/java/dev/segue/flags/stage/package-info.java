/**
 * What a migration is allowed to do in the whole fleet: the {@link dev.segue.flags.stage.StageGuard
 * guard} turns what the flags say and what is {@link dev.segue.flags.stage.Evidence known} about
 * the two shapes into a {@link dev.segue.flags.stage.Stage}, from which each transaction draws its
 * route.
 *
 * <p>What enters: raw flags and evidence. What leaves: stages under which nothing acknowledged is
 * lost or read stale, and a {@link dev.segue.flags.stage.Departure} for each flag that was not
 * followed. It must not know where flags are kept, nor anything of other instances.
 */
package dev.segue.flags.stage;
