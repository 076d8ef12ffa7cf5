package dev.segue.driver.equivalence;

import dev.segue.driver.equivalence.Laboratory.Station;
import dev.segue.equivalence.Transcript.Manner;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A statement of the rules' tables gives the same on every route as on the plain driver with the
 * shape that the application speaks. The statements stand in {@code
 * src/test/resources/equivalence}.
 *
 * <p>{@code -Dequivalence=<regular expression>} runs the cases whose name or route matches.
 */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EquivalenceTest {

  private final Shape speaks;
  private final String options;
  private final Set<Station> stations;
  private Laboratory laboratory;

  EquivalenceTest(Shape speaks) {
    this(speaks, "", EnumSet.allOf(Station.class));
  }

  /**
   * A test at some stations.
   *
   * @param options properties of the wrapped driver, as they stand in its URL
   */
  EquivalenceTest(Shape speaks, String options, Set<Station> stations) {
    this.speaks = speaks;
    this.options = options;
    this.stations = stations;
  }

  @BeforeAll
  void setUp(TestDatabase database, @TempDir Path directory) throws SQLException, IOException {
    laboratory = new Laboratory(database, speaks, directory, options);
  }

  @AfterAll
  void tearDown() throws SQLException {
    laboratory.close();
  }

  /** The names of all case files. */
  private static List<String> files() throws IOException {
    URL directory = EquivalenceTest.class.getResource("/equivalence");
    try (Stream<Path> files = Files.list(Path.of(URI.create(directory.toString())))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static List<EquivalenceCase> cases(Shape speaks) throws IOException {
    List<EquivalenceCase> cases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String file : files()) {
      for (EquivalenceCase found : CaseFile.read(file)) {
        if (!names.add(found.name())) {
          throw new IllegalStateException("two cases of one name: " + found.name());
        }
        if (found.only().isEmpty() || found.only().get() == speaks) {
          cases.add(
              speaks == Shape.NEW && found.only().isEmpty()
                  ? found.replacing(Shop.exchangingWords())
                  : found);
        }
      }
    }
    return cases;
  }

  Stream<Arguments> casesByStation() throws IOException {
    Pattern wanted = Pattern.compile(System.getProperty("equivalence", ""));
    List<Arguments> all = new ArrayList<>();
    for (Station station : stations) {
      for (EquivalenceCase found : cases(speaks)) {
        if (found.notAt().contains(station)) {
          continue;
        }
        for (Manner manner : Manner.values()) {
          if (wanted.matcher("%s: %s (%s)".formatted(station, found.name(), manner)).find()) {
            all.add(Arguments.of(station, found, manner));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @MethodSource("casesByStation")
  void sameAsOnThePlainDriver(Station station, EquivalenceCase toCompare, Manner manner)
      throws Exception {
    laboratory.goTo(station);
    laboratory.compare(toCompare, manner);
  }
}
