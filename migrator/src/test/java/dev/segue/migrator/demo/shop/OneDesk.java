package dev.segue.migrator.demo.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A worker without a thread of its own. */
final class OneDesk implements AutoCloseable {

  private final HikariDataSource pool;
  private final Worker worker;

  private OneDesk(HikariDataSource pool, Worker worker) {
    this.pool = pool;
    this.worker = worker;
  }

  static OneDesk open(String url, Stock stock, StatementObserver observer) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(1);
    HikariDataSource pool = new HikariDataSource(config);
    SplittableRandom random = new SplittableRandom(7);
    Desk desk =
        new Desk(
            0,
            new Session(pool, true, observer),
            stock.ledger().worker(0),
            stock.ledger().till(),
            random,
            new Invention(random),
            stock.lastCustomerOf(0),
            new AtomicLong());
    return new OneDesk(
        pool, new Worker(desk, stock.design().mix(), observer, new AtomicBoolean(true)));
  }

  void work(Mix.Work work) {
    worker.work(work);
  }

  @Override
  public void close() {
    pool.close();
  }
}
