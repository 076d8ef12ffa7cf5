/**
 * The driver's front door: reads a {@code jdbc:segue:…} URL, takes Segue's own options out of it,
 * opens the wrapped driver's connection with the rest, and hands out its wrapper.
 *
 * <p>URLs and properties enter, wrapped connections leave. How they are wrapped is {@link
 * dev.segue.driver.jdbc}'s business.
 */
package dev.segue.driver;
