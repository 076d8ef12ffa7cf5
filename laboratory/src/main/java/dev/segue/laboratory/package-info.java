/**
 * The equivalence laboratory: runs generated statements on generated worlds until told to stop, and
 * says how many there were, which were refused and which differed.
 *
 * <p>What enters: a first seed, and how long or how many. What leaves: a report. It must not know
 * what a statement looks like or how two executions are compared.
 */
package dev.segue.laboratory;
