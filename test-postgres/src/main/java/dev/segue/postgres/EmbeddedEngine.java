package dev.segue.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The binaries of io.zonky.test, unpacked once into the temporary directory. The library stops the
 * server from a shutdown hook, and at its next start those that a killed JVM left behind.
 */
final class EmbeddedEngine implements Engine {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int LINES_OF_LOG = 20;

  private final EmbeddedPostgres postgres;
  private final Path serverLog;

  private EmbeddedEngine(EmbeddedPostgres postgres, Path serverLog) {
    this.postgres = postgres;
    this.serverLog = serverLog;
  }

  static EmbeddedEngine start(PostgresOptions options) throws IOException {
    requireFree(options.port());
    // Tests provoke errors on purpose: the server's log goes to a file, not among their output.
    Path serverLog = Files.createTempFile("segue-postgres-", ".log");
    File log = serverLog.toFile();
    log.deleteOnExit();
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPGStartupWait(START_LIMIT)
            .setPort(options.port())
            .setLocaleConfig("locale", "C")
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log));
    options.dataDirectory().ifPresent(kept -> keepData(builder, kept));
    options.settings().forEach(builder::setServerConfig);
    try {
      return new EmbeddedEngine(builder.start(), serverLog);
    } catch (IOException | RuntimeException e) {
      throw new IOException(e.getMessage() + System.lineSeparator() + lastLines(serverLog), e);
    }
  }

  // Asked first: the library would wait out START_LIMIT, or talk to whatever listens there.
  private static void requireFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // a server that was just stopped does not count
      socket.bind(new InetSocketAddress(port));
    } catch (IOException e) {
      throw new IOException("port " + port + " is taken", e);
    }
  }

  private static void keepData(EmbeddedPostgres.Builder builder, Path directory) {
    builder.setDataDirectory(directory).setCleanDataDirectory(false);
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
  }

  @Override
  public String host() {
    return "localhost";
  }

  @Override
  public int port() {
    return postgres.getPort();
  }

  @Override
  public String description() {
    return "embedded PostgreSQL";
  }

  @Override
  public void close() {
    try {
      postgres.close();
      Files.deleteIfExists(serverLog);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
