package dev.segue.flyway;

import java.sql.Connection;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;

/**
 * PostgreSQL behind a URL of Segue, for Flyway, which goes by the beginning of a URL. It has only
 * to be on the class path, beside {@code flyway-database-postgresql}. A Flyway that is given a data
 * source needs nothing: it asks the connection what it is.
 */
public final class SegueDatabaseType extends PostgreSQLDatabaseType {

  private static final String PREFIX = "jdbc:segue:postgresql:";

  /** Called by Flyway. */
  public SegueDatabaseType() {}

  @Override
  public String getName() {
    return "PostgreSQL through Segue";
  }

  @Override
  public boolean handlesJDBCUrl(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public String getDriverClass(String url, ClassLoader classLoader) {
    return "dev.segue.driver.SegueDriver";
  }

  /** Of a connection that is there PostgreSQL's own type is as good. */
  @Override
  public boolean handlesDatabaseProductNameAndVersion(
      String productName, String productVersion, Connection connection) {
    return false;
  }
}
