/**
 * The face of the statement engine: an SQL text enters, what it becomes on each combination of
 * routes leaves. It must not know of connections, flags or caches across texts.
 */
package dev.segue.rules.plan;
