/**
 * Percentages and how a key falls into them: a {@link dev.segue.flags.rollout.Percentage} in steps
 * of 0.01 %, the {@link dev.segue.flags.rollout.StickyHash hash} that gives each key its bucket,
 * and the Togglz {@link dev.segue.flags.rollout.PercentageStrategy strategy} that carries both.
 *
 * <p>What enters: text and keys. What leaves: immutable values and bucket numbers. It must not know
 * what the percentage is of.
 */
package dev.segue.flags.rollout;
