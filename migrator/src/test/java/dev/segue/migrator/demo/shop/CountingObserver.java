package dev.segue.migrator.demo.shop;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Counts statements and keeps failures. */
final class CountingObserver implements StatementObserver {

  private final AtomicLong executed = new AtomicLong();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  @Override
  public void executed(long nanos) {
    executed.incrementAndGet();
  }

  @Override
  public void failed(String action, SQLException failure) {
    failures.add(action + ": " + failure.getSQLState() + " " + failure.getMessage());
  }

  long statements() {
    return executed.get();
  }

  List<String> failures() {
    return failures;
  }
}
