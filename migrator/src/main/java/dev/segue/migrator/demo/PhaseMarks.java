package dev.segue.migrator.demo;

import dev.segue.migrator.demo.measure.LatencyMeter;
import dev.segue.migrator.demo.measure.Phase;
import dev.segue.migrator.demo.walk.Command;
import dev.segue.migrator.demo.walk.Step;
import dev.segue.migrator.demo.walk.WalkListener;
import java.time.Duration;

/** Tells the meter which phase the walk is in, and hands everything on to the display. */
final class PhaseMarks implements WalkListener {

  private final WalkListener next;
  private final LatencyMeter meter;
  private Phase phase = Phase.WARM_UP;

  PhaseMarks(WalkListener next, LatencyMeter meter) {
    this.next = next;
    this.meter = meter;
  }

  @Override
  public void begins(Step step, int number, int of) {
    if (step.phase() != phase) {
      phase = step.phase();
      meter.begin(phase);
    }
    next.begins(step, number, of);
  }

  @Override
  public void begins(Command command) {
    next.begins(command);
  }

  @Override
  public void done(Command command, Duration took) {
    next.done(command, took);
  }

  @Override
  public void dwells(Duration length) {
    next.dwells(length);
  }

  @Override
  public void ends(Step step) {
    next.ends(step);
  }

  @Override
  public void said(String line) {
    next.said(line);
  }

  @Override
  public void waiting(String reason) {
    next.waiting(reason);
  }

  @Override
  public void rows(long done, long total) {
    next.rows(done, total);
  }
}
