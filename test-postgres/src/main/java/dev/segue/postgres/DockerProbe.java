package dev.segue.postgres;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Asks whether a Docker engine answers, quietly: Testcontainers' own question takes seconds and
 * logs a page of failures where there is none. Looks where the Docker client looks ({@code
 * DOCKER_HOST}, then the usual sockets) and sends {@code GET /_ping} (Docker Engine API, System).
 */
final class DockerProbe {

  private static final Duration PATIENCE = Duration.ofMillis(400);

  private DockerProbe() {}

  /** Whether an engine answers within {@link #PATIENCE}. */
  static boolean answers() {
    return address(System.getenv()).map(DockerProbe::answersAt).orElse(false);
  }

  /** Where the engine is to be expected, if anywhere. */
  static Optional<SocketAddress> address(Map<String, String> environment) {
    String host = environment.get("DOCKER_HOST");
    if (host != null && !host.isBlank()) {
      return parse(host.strip());
    }
    return Stream.of(
            Path.of("/var/run/docker.sock"),
            Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/nowhere"), "docker.sock"),
            Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"))
        .filter(Files::exists)
        .<SocketAddress>map(UnixDomainSocketAddress::of)
        .findFirst();
  }

  private static Optional<SocketAddress> parse(String host) {
    try {
      URI uri = URI.create(host);
      if ("unix".equals(uri.getScheme())) {
        return Optional.of(UnixDomainSocketAddress.of(uri.getPath()));
      }
      // Over TLS there is no cheap question; Testcontainers is left alone with it then.
      boolean plain = List.of("tcp", "http").contains(uri.getScheme()) && uri.getPort() > 0;
      return plain
          ? Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an engine answers at this address. */
  static boolean answersAt(SocketAddress address) {
    // Channels know no timeout: the question is asked on a thread of its own, not on the common
    // pool, whose few threads others may hold.
    CompletableFuture<Boolean> answer =
        CompletableFuture.supplyAsync(() -> ping(address), DockerProbe::start);
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void start(Runnable question) {
    Thread thread = new Thread(question, "segue-docker-probe");
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean ping(SocketAddress address) {
    try (SocketChannel channel = SocketChannel.open(address)) {
      channel.write(
          StandardCharsets.US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"));
      ByteBuffer reply = ByteBuffer.allocate(32);
      while (reply.position() < 12 && channel.read(reply) >= 0) {
        // The status line may come in pieces.
      }
      String statusLine = StandardCharsets.US_ASCII.decode(reply.flip()).toString();
      return statusLine.startsWith("HTTP/") && statusLine.contains(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
