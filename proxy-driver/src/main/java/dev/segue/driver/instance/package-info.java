/**
 * A driver instance: what all connections of one URL have in common, started with the first of them
 * and closed after the last. Settings enter; sessions leave. It puts the parts together and does
 * nothing of their work itself.
 */
package dev.segue.driver.instance;
