package dev.segue.driver;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds wrapped drivers. {@link DriverManager} looks for drivers once in a JVM, and only where the
 * thread that comes first looks for classes; in a container that is seldom the application which
 * brings them. Those beside this driver are then looked for here, and register themselves.
 */
final class WrappedDrivers {

  private static final Logger LOG = LoggerFactory.getLogger(WrappedDrivers.class);

  private WrappedDrivers() {}

  /** Looks for drivers where none is known for the URL; there may be none afterwards either. */
  static void seek(String url) {
    if (DriverManager.drivers().noneMatch(driver -> accepts(driver, url))) {
      loadAll();
    }
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void loadAll() {
    Iterator<Driver> drivers =
        ServiceLoader.load(Driver.class, SegueDriver.class.getClassLoader()).iterator();
    while (isThereOne(drivers)) {
      try {
        drivers.next();
      } catch (ServiceConfigurationError e) {
        LOG.debug("a driver could not be loaded", e);
      }
    }
  }

  private static boolean isThereOne(Iterator<Driver> drivers) {
    try {
      return drivers.hasNext();
    } catch (ServiceConfigurationError e) {
      LOG.debug("the drivers could not be listed", e);
      return false;
    }
  }
}
