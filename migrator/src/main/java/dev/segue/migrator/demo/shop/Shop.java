package dev.segue.migrator.demo.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.segue.migrator.demo.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The running shop: a connection pool and one thread for each part of the ledger, all as busy as
 * they can be. Every other one keeps its connection and its prepared statements from the beginning
 * to the end; the rest return theirs to the pool after each piece of work.
 *
 * <p>Started by {@link #open}, ended by {@link #close}, which waits for the work in hand.
 */
public final class Shop implements AutoCloseable {

  private final HikariDataSource pool;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final List<Thread> threads = new ArrayList<>();

  private Shop(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Opens the shop.
   *
   * @param url the JDBC URL, of whatever driver
   * @param stock what the shop was filled with
   * @param seed what the workers do follows from it
   * @param observer is told of each statement
   */
  public static Shop open(String url, Stock stock, long seed, StatementObserver observer) {
    Ledger ledger = stock.ledger();
    Shop shop = new Shop(pool(url, ledger.workers()));
    for (int number = 0; number < ledger.workers(); number++) {
      Desk desk = shop.desk(number, stock, seed, observer);
      Worker worker = new Worker(desk, stock.design().mix(), observer, shop.open);
      Thread thread = new Thread(worker, "shop-worker-" + number);
      thread.setDaemon(true);
      shop.threads.add(thread);
    }
    shop.threads.forEach(Thread::start);
    return shop;
  }

  private Desk desk(int number, Stock stock, long seed, StatementObserver observer) {
    SplittableRandom random = new SplittableRandom(seed * 31 + number);
    return new Desk(
        number,
        new Session(pool, number % 2 == 0, observer),
        stock.ledger().worker(number),
        stock.ledger().till(),
        random,
        new Invention(random),
        stock.lastCustomerOf(number),
        new AtomicLong());
  }

  private static HikariDataSource pool(String url, int workers) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("shop");
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(workers);
    config.addDataSourceProperty("ApplicationName", "shop");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }

  /** Ends the work and returns when every worker has gone. */
  @Override
  public void close() {
    open.set(false);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pool.close();
  }
}
