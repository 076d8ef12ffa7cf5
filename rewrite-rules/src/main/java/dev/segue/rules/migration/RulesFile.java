package dev.segue.rules.migration;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the rules of a YAML 1.2 text in the form of {@code docs/rules.md}. */
public final class RulesFile {

  /** The longest file that is read, in characters: hand-written rules never come near. */
  static final int MAX_CHARACTERS = 1_000_000;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private RulesFile() {}

  /**
   * Reads the rules to the end of the text; the reader is left open.
   *
   * @param sourceName what to call the file in messages
   * @throws RulesException with every mistake that the text has
   * @throws UncheckedIOException when the text cannot be read
   */
  public static Rules read(String sourceName, Reader reader) {
    String text = readAll(reader);
    Mistakes mistakes = new Mistakes(new SourceText(text));
    Optional<Rules> rules =
        compose(sourceName, text, mistakes).flatMap(root -> new RulesReader(mistakes).read(root));
    if (!mistakes.isEmpty()) {
      throw new RulesException(sourceName, mistakes.inOrder());
    }
    return rules.orElseThrow();
  }

  private static String readAll(Reader reader) {
    StringBuilder text = new StringBuilder();
    char[] chunk = new char[8192];
    try {
      int count = reader.read(chunk);
      while (count >= 0 && text.length() <= MAX_CHARACTERS) {
        text.append(chunk, 0, count);
        count = reader.read(chunk);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text.toString();
  }

  private static Optional<Node> compose(String sourceName, String text, Mistakes mistakes) {
    if (text.length() > MAX_CHARACTERS) {
      mistakes.addAtTop(
          "file is longer than " + MAX_CHARACTERS + " characters", "name a rules file");
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder().setLabel(sourceName).setAllowNonScalarKeys(true).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        mistakes.addAtTop("file is empty", "begin it with \"segue: 1\"");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      String context =
          e.getContext() == null || e.getContext().isBlank() ? "" : e.getContext() + ": ";
      mistakes.add(
          e.getProblemMark().or(e::getContextMark), "not YAML: " + context + e.getProblem());
    } catch (ReaderException e) {
      mistakes.addAtIndex(
          e.getPosition(),
          "not YAML: holds the character U+%04X".formatted(e.getCodePoint()),
          "save it as text in UTF-8");
    } catch (YamlEngineException e) {
      mistakes.addAtTop("not YAML: " + e.getMessage(), "write it as YAML 1.2");
    }
    return Optional.empty();
  }
}
