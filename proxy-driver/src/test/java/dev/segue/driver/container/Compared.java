package dev.segue.driver.container;

/**
 * A record of an application's.
 *
 * @param other of the application's too
 */
public record Compared(Compared other) {}
