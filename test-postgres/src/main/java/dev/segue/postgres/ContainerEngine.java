package dev.segue.postgres;

import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A container of the official image, removed by Testcontainers when this JVM ends. */
final class ContainerEngine implements Engine {

  /** The major version that the embedded binaries have, so that both behave alike. */
  private static final String IMAGE =
      "postgres:%s-alpine".formatted(System.getProperty("segue.postgres", "18"));

  private final PostgreSQLContainer<?> container;

  private ContainerEngine(PostgreSQLContainer<?> container) {
    this.container = container;
  }

  static ContainerEngine start(PostgresOptions options) {
    List<String> command = new ArrayList<>(List.of("postgres"));
    options.settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    @SuppressWarnings("resource") // closed by close(), and by Testcontainers at the JVM's end
    PostgreSQLContainer<?> container =
        new PostgreSQLContainer<>(DockerImageName.parse(IMAGE))
            .withUsername(USER)
            .withPassword(PASSWORD)
            .withDatabaseName("postgres")
            .withCommand(command.toArray(String[]::new));
    if (options.port() != 0) {
      container.setPortBindings(
          List.of(options.port() + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
    }
    try {
      container.start();
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
    return new ContainerEngine(container);
  }

  @Override
  public String host() {
    return container.getHost();
  }

  @Override
  public int port() {
    return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
  }

  @Override
  public String description() {
    return "PostgreSQL in a container (" + IMAGE + ")";
  }

  @Override
  public void close() {
    container.close();
  }
}
