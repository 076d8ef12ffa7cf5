package dev.segue.migrator.demo.display;

/** How a piece of text stands out on a terminal (ECMA-48, Select Graphic Rendition). */
public enum Style {
  /** What matters. */
  BOLD("1"),
  /** What may be overlooked. */
  FAINT("2"),
  /** What went well. */
  GOOD("32"),
  /** What went wrong. */
  BAD("1;31"),
  /** What an operator types. */
  COMMAND("36"),
  /** Only the old shape. */
  OLD("90"),
  /** Both shapes, the old one read. */
  BOTH_READ_OLD("33"),
  /** Both shapes, the new one read. */
  BOTH_READ_NEW("34"),
  /** Both shapes, the new one read and leading. */
  BOTH_LEAD_NEW("35"),
  /** Only the new shape. */
  NEW("32");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String around(String text) {
    return "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
