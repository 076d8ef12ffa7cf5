package dev.segue.migrator.demo.display;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where the demo writes: lines that stay and, on a terminal, a few lines at the bottom that are
 * drawn anew in place. Thread-safe.
 */
public final class Console {

  private static final String TO_LINE_START_AND_CLEAR = "\r\u001B[J";
  private static final String UP = "\u001B[%dA";

  private final PrintStream out;
  private final boolean terminal;
  private List<String> live = List.of();

  private Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Colours and lines in place. */
  public static Console terminal(PrintStream out) {
    return new Console(out, true);
  }

  /** Nothing but lines: for files, pipes and logs. */
  public static Console plain(PrintStream out) {
    return new Console(out, false);
  }

  /** Standard output in UTF-8, whatever the locale: terminals of today read that. */
  public static PrintStream standardOutput() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  /** Whether lines can be drawn in place. */
  public boolean isTerminal() {
    return terminal;
  }

  /** A text that stands out where it can. */
  public String styled(Style style, String text) {
    return terminal ? style.around(text) : text;
  }

  /** Writes a line that stays. */
  public synchronized void line(String text) {
    List<String> drawn = live;
    erase();
    out.println(text);
    draw(drawn);
  }

  /** Draws the lines at the bottom; nothing happens where there is no terminal. */
  public synchronized void live(List<String> lines) {
    if (terminal) {
      erase();
      draw(lines);
    }
  }

  /** Takes the lines at the bottom away. */
  public synchronized void settle() {
    erase();
    out.flush();
  }

  private void erase() {
    if (!live.isEmpty()) {
      out.print(UP.formatted(live.size()) + TO_LINE_START_AND_CLEAR);
      live = List.of();
    }
  }

  private void draw(List<String> lines) {
    lines.forEach(out::println);
    live = List.copyOf(lines);
    out.flush();
  }
}
