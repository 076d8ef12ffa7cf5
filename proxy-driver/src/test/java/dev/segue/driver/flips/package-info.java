/**
 * Flags flip at full load and nothing is lost or torn: an application of several threads that knows
 * only the old shape, operators that walk its migrations forth and back, and an audit of what
 * reached the tables.
 */
package dev.segue.driver.flips;
