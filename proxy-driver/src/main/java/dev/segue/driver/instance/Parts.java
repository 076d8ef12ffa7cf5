package dev.segue.driver.instance;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of an instance that hold threads or connections, closed in the order opposite to that
 * of their start: all of them, whatever one of them does.
 */
final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Takes a part in and gives it back. */
  <T extends AutoCloseable> T and(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.info("a part of the driver instance could not be closed: {}", e.toString());
      }
    }
  }
}
