package dev.segue.driver.metadata;

import java.util.regex.Pattern;

/**
 * A pattern of JDBC's metadata: {@code %} for any characters, {@code _} for one, either taken as it
 * is behind the escape {@code \}; none given matches all. Immutable.
 */
final class NamePattern {

  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  static NamePattern of(String text) {
    if (text == null) {
      return new NamePattern(Pattern.compile(".*", Pattern.DOTALL));
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == '%') {
        regex.append(".*");
      } else if (at == '_') {
        regex.append('.');
      } else {
        boolean escapes = at == '\\' && i + 1 < text.length();
        regex.append(Pattern.quote(String.valueOf(escapes ? text.charAt(++i) : at)));
      }
    }
    return new NamePattern(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** A pattern that this name alone matches. */
  static String exactly(String name) {
    return name.replaceAll("([\\\\%_])", "\\\\$1");
  }
}
