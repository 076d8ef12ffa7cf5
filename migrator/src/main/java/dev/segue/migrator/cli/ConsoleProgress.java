package dev.segue.migrator.cli;

import dev.segue.migrator.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows progress on standard error: a bar with rows a second and the time left on a terminal, a
 * plain line every few seconds elsewhere. For one thread.
 */
final class ConsoleProgress implements Progress, AutoCloseable {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);

  private final PrintWriter err;
  private final String task;
  private final boolean terminal;
  private ProgressBar bar;
  private String lastReason = "";
  private long begun;
  private long rowsAtBegin;
  private long lastLine;
  private boolean counting;

  ConsoleProgress(PrintWriter err, String task) {
    this.err = err;
    this.task = task;
    this.terminal = System.console() != null && System.getenv("CI") == null;
  }

  @Override
  public void said(String line) {
    err.println(line);
    err.flush();
  }

  @Override
  public void waiting(String reason) {
    String withoutNumbers = reason.replaceAll("\\d+", "#");
    if (!withoutNumbers.equals(lastReason)) {
      lastReason = withoutNumbers;
      said("waiting: " + reason);
    }
  }

  @Override
  public void rows(long done, long total) {
    if (!counting) {
      counting = true;
      begun = System.nanoTime();
      rowsAtBegin = done;
      lastLine = begun;
      if (terminal) {
        bar = bar(done, total);
      }
      return;
    }
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(done);
    } else if (System.nanoTime() - lastLine >= BETWEEN_LINES.toNanos()) {
      lastLine = System.nanoTime();
      said(line(done, total));
    }
  }

  private ProgressBar bar(long done, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .startsFrom(done, Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" rows", 1)
        .showSpeed()
        .setUpdateIntervalMillis(200)
        .build();
  }

  private String line(long done, long total) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    double rate = seconds == 0 ? 0 : (done - rowsAtBegin) / seconds;
    String left =
        total > done && rate > 0 ? ", %,d s left".formatted((long) ((total - done) / rate)) : "";
    String share = total > 0 ? " of about %,d".formatted(total) : "";
    return "%s: %,d%s rows, %,.0f rows/s%s".formatted(task, done, share, rate, left);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
