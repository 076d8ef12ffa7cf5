package dev.segue.benchmarks.server;

import dev.segue.postgres.PostgresServer;
import java.util.List;

/** Some work, and the ways in which it can be done; the first of them is the measure. */
interface Workload {

  /** What is done before a turn, and is not measured. */
  @FunctionalInterface
  interface Between {
    void run();
  }

  /** The name by which it is asked for. */
  String name();

  /** What one operation is, and what the ways have in common. */
  String operation();

  /** Makes its database with all it needs. */
  Prepared prepare(PostgresServer server) throws Exception;

  /** Ready to run, until it is closed. */
  record Prepared(Surroundings surroundings, List<Way> ways, Between between)
      implements AutoCloseable {
    @Override
    public void close() {
      surroundings.close();
    }
  }
}
