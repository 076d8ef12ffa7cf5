/**
 * What was planned is kept, bounded by the size of its texts. Texts and plans enter and leave; it
 * must not know how a plan is made.
 */
package dev.segue.driver.cache;
