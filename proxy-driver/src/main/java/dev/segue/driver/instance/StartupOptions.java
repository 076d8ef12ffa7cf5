package dev.segue.driver.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of the startup parameter {@code options} (manual, 55.7 and 20.1.4): settings of the
 * session, and what a proxy before the server wants to be told. Immutable.
 *
 * @param words as they are written, a backslash before each blank in them
 */
record StartupOptions(List<String> words) {

  /** A backslash takes what follows as it is. */
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\\\\]|\\\\.?)+", Pattern.DOTALL);

  private static final Pattern SETTING = Pattern.compile("-(?:c|-)([^=]+)=(.*)", Pattern.DOTALL);

  /** A letter by itself takes its value from the next word. */
  private static final Pattern LETTER = Pattern.compile("-[A-Za-z]");

  /** Who works here: what the own connections may do goes by it. */
  private static final String ROLE = "role";

  static StartupOptions parse(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      String last = words.isEmpty() ? "" : words.get(words.size() - 1);
      if (LETTER.matcher(last).matches() && !word.group().startsWith("-")) {
        words.set(words.size() - 1, last + word.group());
      } else {
        words.add(word.group());
      }
    }
    return new StartupOptions(List.copyOf(words));
  }

  /** What a setting is set to; the last one counts. */
  Optional<String> setting(String name) {
    return words.stream()
        .map(SETTING::matcher)
        .filter(setting -> setting.matches() && name.equals(name(setting)))
        .map(setting -> setting.group(2).replaceAll("(?s)\\\\(.)", "$1"))
        .reduce((first, last) -> last);
  }

  /** The options without settings of the session, but with its role. */
  String withoutSettings() {
    return words.stream()
        .filter(word -> !word.startsWith("-") || isRole(word))
        .collect(Collectors.joining(" "));
  }

  private static boolean isRole(String word) {
    Matcher setting = SETTING.matcher(word);
    return setting.matches() && name(setting).equals(ROLE);
  }

  /** The server takes a dash for an underscore. */
  private static String name(Matcher setting) {
    return setting.group(1).replace('-', '_').toLowerCase(Locale.ROOT);
  }
}
