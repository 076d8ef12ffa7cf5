package dev.segue.migrator.demo;

import java.util.regex.Pattern;

/** Takes passwords out of URLs that are shown. */
final class Passwords {

  private static final Pattern PASSWORD = Pattern.compile("([?&]password=)[^&]*");

  private Passwords() {}

  static String hidden(String url) {
    return PASSWORD.matcher(url).replaceAll("$1***");
  }
}
