package dev.segue.postgres;

/** A way to run a PostgreSQL: one that has been started. */
sealed interface Engine extends AutoCloseable permits ContainerEngine, EmbeddedEngine {

  /** The superuser of every server that is started here. */
  String USER = "postgres";

  /** Its password; the embedded server asks for none and takes any. */
  String PASSWORD = "postgres";

  String host();

  int port();

  String description();

  @Override
  void close();
}
