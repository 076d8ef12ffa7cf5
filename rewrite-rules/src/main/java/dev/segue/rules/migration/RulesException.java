package dev.segue.rules.migration;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules cannot be had: the file is missing, or it holds mistakes. The message names all of
 * them, a line each, with the file and the line in front; it is fit to be shown without the stack.
 */
public final class RulesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final transient List<Mistake> mistakes;

  RulesException(String source, List<Mistake> mistakes) {
    super(mistakes.stream().map(m -> render(source, m)).collect(Collectors.joining("\n")));
    this.source = source;
    this.mistakes = List.copyOf(mistakes);
  }

  RulesException(String source, String message, Throwable cause) {
    super(message, cause);
    this.source = source;
    this.mistakes = List.of();
  }

  private static String render(String source, Mistake mistake) {
    String line = source + ":" + mistake.line() + ": " + mistake.message();
    return mistake.hint().map(hint -> line + "\n  Hint: " + hint).orElse(line);
  }

  /** The file, as it was named. */
  public String source() {
    return source;
  }

  /** The mistakes in the order of the file; empty where no file could be read. */
  public List<Mistake> mistakes() {
    return mistakes == null ? List.of() : mistakes;
  }
}
