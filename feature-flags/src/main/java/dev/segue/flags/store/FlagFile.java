package dev.segue.flags.store;

import dev.segue.flags.FlagException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A properties file as text: read whole, changed line by line, put in place in one move. Holds
 * nothing between calls.
 */
final class FlagFile {

  private final Path path;

  FlagFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  Path path() {
    return path;
  }

  /** The content; properties files are Latin-1, with {@code \}{@code u} escapes for the rest. */
  String read() throws IOException {
    return Files.readString(path, StandardCharsets.ISO_8859_1);
  }

  static Properties parse(String content) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(content));
    } catch (IOException | IllegalArgumentException e) {
      throw new FlagException("not a properties file", e.getMessage(), "", e);
    }
    return values;
  }

  /** Sets each key to its value, or removes it where that is null; other lines stay. */
  void change(Map<String, String> changes) throws IOException {
    Map<String, String> left = new LinkedHashMap<>(changes);
    StringBuilder text = new StringBuilder();
    for (String line : logicalLines(read())) {
      String key = key(line);
      if (key == null || !changes.containsKey(key)) {
        text.append(line).append('\n');
      } else if (left.containsKey(key)) {
        append(text, key, left.remove(key));
      }
    }
    left.forEach((key, value) -> append(text, key, value));
    replace(text.toString());
  }

  // Keys and values written here are flag names, ids and numbers: nothing that needs an escape.
  private static void append(StringBuilder text, String key, String value) {
    if (value != null) {
      text.append(key).append(" = ").append(value).append('\n');
    }
  }

  private static String key(String line) {
    return parse(line).stringPropertyNames().stream().findFirst().orElse(null);
  }

  /** Lines, each with those that continue it after a backslash. */
  private static List<String> logicalLines(String content) {
    List<String> lines = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : content.lines().toList()) {
      open.append(open.isEmpty() ? "" : "\n").append(line);
      if (!isComment(open) && continues(line)) {
        continue;
      }
      lines.add(open.toString());
      open.setLength(0);
    }
    if (!open.isEmpty()) {
      lines.add(open.toString());
    }
    return lines;
  }

  private static boolean isComment(StringBuilder line) {
    String start = line.toString().stripLeading();
    return start.startsWith("#") || start.startsWith("!");
  }

  private static boolean continues(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private void replace(String text) throws IOException {
    Path target = path.toRealPath(); // a link stays a link
    Path draft = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
    try {
      Files.writeString(draft, text, StandardCharsets.ISO_8859_1);
      copyPermissions(target, draft);
      try {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (source != null) {
      Files.setPosixFilePermissions(to, source.readAttributes().permissions());
    }
  }
}
