/**
 * The state of one connection: the routes of its transaction, drawn once and held to its end, and
 * the search path of its session. Texts enter from the wrappers, plans leave. It must not know how
 * flags are kept or how texts are rewritten.
 */
package dev.segue.driver.transaction;
