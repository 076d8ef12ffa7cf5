package dev.segue.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What one run of the suite reported. Immutable.
 *
 * @param testsByClass how many tests of each class were started
 * @param skipped how many of them were left out
 * @param casts how many failed for a cast to one of the driver's classes
 * @param failures what each test that failed said, by class and name
 */
record SuiteRun(
    Map<String, Integer> testsByClass, int skipped, int casts, Map<String, String> failures) {

  static final String HEADINGS = "   runs  failures and errors  of these casts  skipped";

  SuiteRun {
    testsByClass = Map.copyOf(testsByClass);
    failures = Map.copyOf(failures);
  }

  int tests() {
    return testsByClass.values().stream().mapToInt(Integer::intValue).sum();
  }

  String line() {
    return "%,7d %,20d %,15d %,8d".formatted(tests(), failures.size(), casts, skipped);
  }

  /** Reads the reports of a directory, in the form of Surefire. */
  static SuiteRun read(Path directory) throws IOException {
    Map<String, Integer> tests = new TreeMap<>();
    Map<String, String> failures = new TreeMap<>();
    int skipped = 0;
    for (Path report : reports(directory)) {
      NodeList cases = parse(report).getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element test = (Element) cases.item(i);
        tests.merge(test.getAttribute("classname"), 1, Integer::sum);
        skipped += test.getElementsByTagName("skipped").getLength() > 0 ? 1 : 0;
        for (String kind : List.of("failure", "error")) {
          NodeList found = test.getElementsByTagName(kind);
          if (found.getLength() > 0) {
            Element failure = (Element) found.item(0);
            failures.put(
                test.getAttribute("classname") + "." + test.getAttribute("name"),
                failure.getAttribute("type") + ": " + failure.getAttribute("message"));
          }
        }
      }
    }
    int casts = (int) failures.values().stream().filter(SuiteComparison::isCastToClass).count();
    return new SuiteRun(tests, skipped, casts, failures);
  }

  private static List<Path> reports(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> reports =
          files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).toList();
      if (reports.isEmpty()) {
        throw new IllegalStateException("no reports are in " + directory);
      }
      return reports;
    }
  }

  private static Element parse(Path report) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(report.toFile())
          .getDocumentElement();
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(report + ": " + e.getMessage(), e);
    }
  }
}
