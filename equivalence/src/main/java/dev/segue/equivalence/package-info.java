/**
 * What the hand-written equivalence cases and the laboratory share: {@link
 * dev.segue.equivalence.Transcript}s of executions, and {@link dev.segue.equivalence.RouteSteering}
 * of migrations.
 *
 * <p>What enters: connections, steps to execute on them, routes to steer to. What leaves: lines of
 * text that can be compared. It must not know the driver: a transcript of the plain driver is
 * written by the same code, and control tables are steered as an operator's console would, by SQL.
 */
package dev.segue.equivalence;
