/**
 * How a key falls into a share: the {@link dev.segue.flags.rollout.StickyHash hash} that gives each
 * key its bucket, and the Togglz {@link dev.segue.flags.rollout.PercentageStrategy strategy} that
 * carries a {@link dev.segue.flags.Percentage}.
 *
 * <p>What enters: text and keys. What leaves: immutable values and bucket numbers. It must not know
 * what the percentage is of.
 */
package dev.segue.flags.rollout;
