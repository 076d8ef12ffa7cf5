package dev.segue.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes the unpacked sources of the suite where they take for granted which driver it is: the URL
 * begins with what the system property {@code suite.url} says, and what the tests ask of the
 * server's version they ask of the interface that every connection of the driver has, and not of
 * its class (else they would leave out some thousands of tests). Nothing else is touched.
 */
public final class SuiteAdaption {

  private static final String UTILITIES = "src/test/java/org/postgresql/test/TestUtil.java";

  private static final Map<String, String> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put(
        "new StringBuilder(\"jdbc:postgresql://\")",
        "new StringBuilder(System.getProperty(\"suite.url\", \"jdbc:postgresql:\") + \"//\")");
    CHANGES.put("con instanceof PgConnection", "con instanceof org.postgresql.core.BaseConnection");
    CHANGES.put("((PgConnection) con)", "((org.postgresql.core.BaseConnection) con)");
  }

  private SuiteAdaption() {}

  /**
   * Adapts the suite.
   *
   * @param arguments the directory into which it was unpacked
   * @throws IllegalStateException if its sources are not what is expected
   */
  public static void main(String[] arguments) throws IOException {
    Path utilities = Path.of(arguments[0]).resolve(UTILITIES);
    String source = Files.readString(utilities);
    for (Map.Entry<String, String> change : CHANGES.entrySet()) {
      if (source.contains(change.getValue())) {
        continue;
      }
      if (!source.contains(change.getKey())) {
        throw new IllegalStateException(
            "%s has no \"%s\": this version of the suite has to be looked at"
                .formatted(utilities, change.getKey()));
      }
      source = source.replace(change.getKey(), change.getValue());
    }
    Files.writeString(utilities, source);
  }
}
