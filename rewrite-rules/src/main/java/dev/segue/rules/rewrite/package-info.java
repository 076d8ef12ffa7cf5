/**
 * Says what becomes of a bound statement under one route: a set of edits to the spans of its text,
 * or a refusal. Comments, spacing and syntax that no rule touches come through as they were. It
 * must not know of connections, caches or flags.
 */
package dev.segue.rules.rewrite;
