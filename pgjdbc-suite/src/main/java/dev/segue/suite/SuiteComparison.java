package dev.segue.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the runs through Segue with the one on the driver itself, prints the table and what is
 * different, and fails where it may not be: where a test fails that does not fail directly and is
 * no cast to one of the driver's classes, which nothing but the driver's own objects can pass, or
 * where not as many tests ran.
 */
public final class SuiteComparison {

  private static final List<String> THROUGH_SEGUE =
      List.of("without-migrations", "migration-beside");

  /**
   * What looks at something else than the connection's behaviour, so that no wrapper passes it, and
   * why.
   */
  private static final Map<String, String> OF_THE_DRIVER_ALONE =
      Map.of(
          "ColumnMappingCache", "reads a private field of the result set's class",
          "TimezoneCachingTest", "reads a private field of the statement's class",
          "DatabaseMetaDataPropertiesTest.dBParams", "getURL() is the wrapped driver's",
          "PGPropertyTest.isPresentWithParseURLResult", "gives the URL to the wrapped driver");

  private SuiteComparison() {}

  /**
   * Compares.
   *
   * @param arguments the directory of the reports
   * @throws IllegalStateException if something fails that may not
   */
  public static void main(String[] arguments) throws IOException {
    Path reports = Path.of(arguments[0]);
    SuiteRun direct = SuiteRun.read(reports.resolve("direct"));
    System.out.printf("%n%-20s %s%n", "", SuiteRun.HEADINGS);
    System.out.printf("%-20s %s%n", "direct", direct.line());
    List<String> wrong = new ArrayList<>();
    for (String name : THROUGH_SEGUE) {
      SuiteRun run = SuiteRun.read(reports.resolve(name));
      System.out.printf("%-20s %s%n", name, run.line());
      wrong.addAll(differences(name, direct, run));
    }
    wrong.forEach(System.out::println);
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "%d differences between Segue and the driver itself; the reports are in %s"
              .formatted(wrong.size(), reports));
    }
  }

  private static List<String> differences(String name, SuiteRun direct, SuiteRun run) {
    List<String> wrong = new ArrayList<>();
    if (run.tests() != direct.tests() || run.skipped() != direct.skipped()) {
      wrong.add(name + ": other tests ran than directly");
      Map<String, Integer> counts = new TreeMap<>(direct.testsByClass());
      run.testsByClass().forEach((type, count) -> counts.merge(type, -count, Integer::sum));
      counts.forEach(
          (type, count) -> {
            if (count != 0) {
              wrong.add("%s: %s: %d more directly".formatted(name, type, count));
            }
          });
    }
    TreeSet<String> failing = new TreeSet<>(run.failures().keySet());
    failing.removeAll(direct.failures().keySet());
    for (String test : failing) {
      String message = run.failures().get(test);
      boolean excused =
          isCastToClass(message) || OF_THE_DRIVER_ALONE.keySet().stream().anyMatch(test::contains);
      if (!excused) {
        wrong.add("%s: %s: %s".formatted(name, test, message));
      }
    }
    return wrong;
  }

  /** A cast that only an object of the driver's own class passes. */
  static boolean isCastToClass(String message) {
    return message.matches(
        "(?s).*class \\S+ cannot be cast to class org\\.postgresql\\.\\S*\\.Pg[A-Z]\\w+ .*");
  }
}
