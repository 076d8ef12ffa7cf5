/**
 * Waiting until the whole fleet does what the flags say: no live instance is on another route, and
 * no transaction that began before is still open. Knows no table of the application.
 */
package dev.segue.migrator.fleet;
