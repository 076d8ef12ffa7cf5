package dev.segue.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class DockerProbeTest {

  @Test
  void anEngineAnswersToAPing() throws IOException {
    try (ServerSocket server = listen()) {
      CompletableFuture<Void> engine =
          CompletableFuture.runAsync(
              () -> reply(server, "HTTP/1.0 200 OK\r\n\r\nOK"), DockerProbeTest::start);
      assertThat(DockerProbe.answersAt(server.getLocalSocketAddress())).isTrue();
      engine.join();
    }
  }

  @Test
  void anythingElseDoesNot() throws IOException {
    try (ServerSocket server = listen()) {
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(
              () -> reply(server, "HTTP/1.0 404 Not Found\r\n\r\n"), DockerProbeTest::start);
      assertThat(DockerProbe.answersAt(server.getLocalSocketAddress())).isFalse();
      other.join();
    }
  }

  @Test
  void silenceIsNotWaitedFor() throws IOException {
    try (ServerSocket silent = listen()) {
      long begin = System.nanoTime();
      assertThat(DockerProbe.answersAt(silent.getLocalSocketAddress())).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void noSocketMeansNoEngine(@TempDir Path directory) {
    assertThat(DockerProbe.answersAt(UnixDomainSocketAddress.of(directory.resolve("none"))))
        .isFalse();
  }

  @Test
  void theEnvironmentSaysWhereToAsk() {
    assertThat(DockerProbe.address(Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375")))
        .hasValueSatisfying(address -> assertThat(address).hasToString("/127.0.0.1:2375"));
    assertThat(DockerProbe.address(Map.of("DOCKER_HOST", "unix:///run/d.sock")))
        .contains(UnixDomainSocketAddress.of("/run/d.sock"));
    assertThat(DockerProbe.address(Map.of("DOCKER_HOST", "ssh://elsewhere"))).isEmpty();
    assertThat(DockerProbe.address(Map.of("DOCKER_HOST", ":::"))).isEmpty();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Blocking work: the common pool has one thread only on a small machine. */
  private static void start(Runnable work) {
    Thread thread = new Thread(work, "engine");
    thread.setDaemon(true);
    thread.start();
  }

  private static void reply(ServerSocket server, String text) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[64]);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
