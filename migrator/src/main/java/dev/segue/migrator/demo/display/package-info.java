/**
 * How the demo looks: steps and figures enter, lines on a terminal or in a pipe leave. It decides
 * nothing and measures nothing.
 */
package dev.segue.migrator.demo.display;
