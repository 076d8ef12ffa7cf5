package dev.segue.migrator.demo.display;

import dev.segue.migrator.demo.measure.LiveFigures;
import dev.segue.migrator.demo.walk.Command;
import dev.segue.migrator.demo.walk.Step;
import dev.segue.migrator.demo.walk.WalkListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows the walk: each step with its commands as lines that stay, and below them what is happening.
 * Told of the walk by one thread and of figures by another.
 */
public final class WalkDisplay implements WalkListener {

  private static final int BAR = 30;

  private final Console console;
  private final LivePanel panel;
  private final long begin;
  private volatile String running = "";
  private volatile String activity = "";

  /**
   * A display on a console.
   *
   * @param begin the {@link System#nanoTime} from which steps are timed
   */
  public WalkDisplay(Console console, long begin) {
    this.console = console;
    this.begin = begin;
    this.panel = new LivePanel(console);
  }

  @Override
  public void begins(Step step, int number, int of) {
    console.line("");
    double seconds = (System.nanoTime() - begin) / 1e9;
    console.line(
        "%s %s  %s"
            .formatted(
                console.styled(
                    Style.FAINT,
                    String.format(Locale.ROOT, "%5.1f s  %2d/%d", seconds, number, of)),
                console.styled(Style.BOLD, step.title()),
                console.styled(Style.FAINT, step.meaning())));
  }

  @Override
  public void begins(Command command) {
    running = command.line();
    activity = "";
    if (!console.isTerminal()) {
      console.line("      $ " + command.line());
    }
  }

  @Override
  public void done(Command command, Duration took) {
    running = "";
    activity = "";
    String time = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    if (console.isTerminal()) {
      console.line(
          "      $ %s  %s"
              .formatted(
                  console.styled(Style.COMMAND, command.line()),
                  console.styled(Style.FAINT, time)));
    } else {
      console.line("        done in " + time);
    }
  }

  @Override
  public void dwells(Duration length) {
    running = "";
    activity = "";
  }

  @Override
  public void ends(Step step) {
    activity = "";
  }

  @Override
  public void said(String line) {
    console.line("        " + console.styled(Style.FAINT, line));
  }

  @Override
  public void waiting(String reason) {
    activity = "waiting: " + reason;
  }

  @Override
  public void rows(long done, long total) {
    activity =
        "%s %,d of %,d rows"
            .formatted(Bar.of(done / (double) Math.max(1, total), BAR, console), done, total);
  }

  /** Shows what happened in the last moment. */
  public void show(LiveFigures figures) {
    if (!console.isTerminal()) {
      String doing = activity;
      console.line(panel.line(figures));
      if (!doing.isEmpty()) {
        console.line("      " + doing);
      }
      return;
    }
    List<String> lines = new ArrayList<>();
    String command = running;
    if (!command.isEmpty()) {
      lines.add("      $ " + console.styled(Style.COMMAND, command));
      lines.add("        " + cut(activity));
    }
    lines.addAll(panel.lines(figures));
    console.live(lines);
  }

  /** A reason may be long; a line that wraps could not be drawn in place. */
  private static String cut(String text) {
    boolean coloured = text.indexOf('\u001B') >= 0;
    return coloured || text.length() <= 68 ? text : text.substring(0, 67) + "…";
  }
}
