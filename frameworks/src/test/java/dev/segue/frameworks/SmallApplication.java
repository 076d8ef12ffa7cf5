package dev.segue.frameworks;

import java.util.List;
import javax.sql.DataSource;

/** An application that is started, does its work and ends. */
@FunctionalInterface
interface SmallApplication {

  /**
   * Runs it on tables that are as they were made.
   *
   * @param source all that it is given
   * @return everything that it has seen
   */
  List<String> run(DataSource source) throws Exception;
}
