package dev.segue.rules.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the rules are: on the class path, in a file, or in the first of the usual places. A
 * resource of the class path is asked of the thread's context class loader, then of this class's.
 * Immutable.
 */
public final class RulesLocation {

  /** The name of the rules file in the usual places. */
  public static final String DEFAULT_NAME = "segue.yaml";

  private static final String CLASSPATH = "classpath:";

  private final List<String> places;

  private RulesLocation(List<String> places) {
    this.places = places;
  }

  /** {@code segue.yaml} on the class path, and in the working directory where there is none. */
  public static RulesLocation standard() {
    return new RulesLocation(List.of(CLASSPATH + DEFAULT_NAME, DEFAULT_NAME));
  }

  /** A place as {@code segue.config} names it: {@code classpath:} and a resource, or a path. */
  public static RulesLocation parse(String text) {
    return new RulesLocation(List.of(text));
  }

  /**
   * Reads the rules.
   *
   * @throws RulesException when there is no file, it cannot be read, or it holds mistakes
   */
  public Rules load() {
    for (String place : places) {
      try {
        Optional<Reader> found = open(place);
        if (found.isPresent()) {
          try (Reader reader = found.get()) {
            return RulesFile.read(place, reader);
          }
        }
      } catch (IOException e) {
        throw unreadable(place, e);
      } catch (UncheckedIOException e) {
        throw unreadable(place, e.getCause());
      }
    }
    throw missing();
  }

  private static Optional<Reader> open(String place) throws IOException {
    if (place.startsWith(CLASSPATH)) {
      String name = place.substring(CLASSPATH.length());
      return resource(name.startsWith("/") ? name.substring(1) : name)
          .map(RulesLocation::strictUtf8);
    }
    try {
      return Optional.of(strictUtf8(Files.newInputStream(Path.of(place))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (InvalidPathException e) {
      throw new IOException("not a path: " + e.getReason(), e);
    }
  }

  private static Optional<InputStream> resource(String name) {
    List<ClassLoader> loaders = new ArrayList<>();
    Optional.ofNullable(Thread.currentThread().getContextClassLoader()).ifPresent(loaders::add);
    Optional.ofNullable(RulesLocation.class.getClassLoader()).ifPresent(loaders::add);
    return loaders.stream()
        .map(loader -> loader.getResourceAsStream(name))
        .filter(stream -> stream != null)
        .findFirst();
  }

  private static Reader strictUtf8(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
  }

  private static RulesException unreadable(String place, IOException cause) {
    return new RulesException(
        place, "rules file " + place + " cannot be read: " + reason(place, cause), cause);
  }

  private static String reason(String place, IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    return isDirectory(place) ? "it is a directory" : String.valueOf(cause.getMessage());
  }

  private static boolean isDirectory(String place) {
    try {
      return Files.isDirectory(Path.of(place));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private RulesException missing() {
    List<String> looked = places.stream().map(RulesLocation::inFull).toList();
    return new RulesException(
        places.get(0),
        "rules file not found\n  Detail: Looked for "
            + String.join(" and ", looked)
            + ".\n  Hint: Put it there, or name it in the JDBC URL with segue.config, a path or"
            + " classpath: and a resource.",
        null);
  }

  private static String inFull(String place) {
    return place.startsWith(CLASSPATH)
        ? place.substring(CLASSPATH.length()) + " on the class path"
        : Path.of(place).toAbsolutePath().toString();
  }

  /** The places, for messages. */
  @Override
  public String toString() {
    return String.join(" or ", places);
  }
}
