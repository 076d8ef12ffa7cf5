package dev.segue.migrator.demo.shop;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thread of the shop: does one piece of work after the other until it is told to stop. */
final class Worker implements Runnable {

  private final Desk desk;
  private final Mix mix;
  private final StatementObserver observer;
  private final AtomicBoolean open;

  Worker(Desk desk, Mix mix, StatementObserver observer, AtomicBoolean open) {
    this.desk = desk;
    this.mix = mix;
    this.observer = observer;
    this.open = open;
  }

  @Override
  public void run() {
    while (open.get()) {
      work(mix.draw(desk.random()));
    }
    desk.session().abandon();
  }

  /** Does one piece of work; a failure is reported, and the next piece begins anew. */
  void work(Mix.Work work) {
    try {
      work.action().run(desk);
      desk.session().release();
    } catch (SQLException e) {
      observer.failed(work.name(), e);
      if (Outcomes.isUnknownAfter(e)) {
        desk.ledger().outcomeUnknown();
      }
      desk.session().abandon();
    }
    // What was noted outside of a transaction had been acknowledged, whatever came after it.
    desk.ledger().commit();
  }
}
