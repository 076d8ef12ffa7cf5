package dev.segue.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the driver's modules must not do to a virtual thread: keep it on its carrier while it waits,
 * which a monitor does before JDK 24, or hang something on each of a million of them.
 */
class VirtualThreadsTest {

  private static final List<String> DRIVERS_MODULES =
      List.of("routes", "rewrite-rules", "feature-flags", "proxy-driver");

  private static final Pattern COMMENT_OR_STRING =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'");

  private static final Pattern MONITOR =
      Pattern.compile("\\bsynchronized\\b|\\bwait\\(|\\bnotify(All)?\\(");

  private static final Pattern COMPUTED_UNDER_A_MONITOR =
      Pattern.compile("\\.(computeIfAbsent|computeIfPresent|compute|merge)\\(");

  private static final Pattern THREAD_LOCAL = Pattern.compile("\\b(Inheritable)?ThreadLocal\\b");

  /** Those that there are, and why. */
  private static final Map<String, String> THREAD_LOCALS =
      Map.of("ThreadKey.java", "the application's own key; read once for each routed transaction");

  static List<Path> sources() {
    return Sources.ofModules(DRIVERS_MODULES);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void noSourceTakesAMonitor(Path source) {
    assertThat(code(source)).doesNotContainPattern(MONITOR);
  }

  /** A {@code ConcurrentHashMap} computes under a monitor; others may then wait for the catalog. */
  @ParameterizedTest
  @MethodSource("sources")
  void noConcurrentMapComputesItsValues(Path source) {
    String code = code(source);
    if (code.contains("ConcurrentHashMap") || code.contains("ConcurrentMap")) {
      assertThat(code).doesNotContainPattern(COMPUTED_UNDER_A_MONITOR);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void nothingIsHungOnThreadsButWhatIsNamedHere(Path source) {
    assertThat(THREAD_LOCAL.matcher(code(source)).find())
        .isEqualTo(THREAD_LOCALS.containsKey(source.getFileName().toString()));
  }

  private static String code(Path source) {
    return COMMENT_OR_STRING.matcher(Sources.read(source)).replaceAll(" ");
  }
}
