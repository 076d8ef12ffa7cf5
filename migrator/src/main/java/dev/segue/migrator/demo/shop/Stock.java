package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Card;
import dev.segue.migrator.demo.ledger.Customer;
import dev.segue.migrator.demo.ledger.Ledger;
import dev.segue.migrator.demo.ledger.Order;
import dev.segue.migrator.demo.ledger.WorkerLedger;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * What the shop begins with: rows made up from a seed, copied into the tables and noted in the
 * ledger, a block of neighbouring customers for each worker.
 *
 * @param design how the shop is built
 * @param ledger the ledger of the shop, with these rows in it
 * @param rows how many rows there are in all tables
 * @param customersOfWorker how many customers each worker was given
 */
public record Stock(ShopDesign design, Ledger ledger, long rows, int customersOfWorker) {

  private static final int ORDERS_OF_CUSTOMER = 3;
  private static final int SHARED_ORDERS = 64;
  private static final BigDecimal SHARED_AMOUNT = new BigDecimal("1000.00");

  /**
   * Fills empty tables and adds their constraints.
   *
   * @param connection leads to the database past every proxy: rows are copied in bulk
   * @param rows how many rows there are to be at least
   */
  public static Stock fill(
      Connection connection, ShopDesign design, int workers, long rows, long seed)
      throws SQLException {
    int customers = Math.toIntExact(rows / (workers * (1L + ORDERS_OF_CUSTOMER)) + 1);
    return new Filling(design, customers, workers, seed).copyTo(connection);
  }

  /** The last of the neighbouring keys of a worker's customers. */
  long lastCustomerOf(int worker) {
    return (worker + 1L) * customersOfWorker;
  }

  /** The rows on their way. Not thread-safe. */
  private static final class Filling {

    private final ShopDesign design;
    private final int customersOfWorker;
    private final int workers;
    private final Invention invent;
    private final List<Order> shared = new ArrayList<>();
    private final Customer owner;
    private final List<Customer> customers = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<Card> cards = new ArrayList<>();
    private final Ledger ledger;

    Filling(ShopDesign design, int customersOfWorker, int workers, long seed) {
      this.design = design;
      this.customersOfWorker = customersOfWorker;
      this.workers = workers;
      this.invent = new Invention(new SplittableRandom(seed));
      long ownerKey = (long) customersOfWorker * workers + 1;
      this.owner = new Customer(ownerKey, "The Till", "till@shop.example", null);
      long firstShared = ownerKey * ORDERS_OF_CUSTOMER;
      for (int i = 0; i < SHARED_ORDERS; i++) {
        shared.add(new Order(firstShared + i, ownerKey, SHARED_AMOUNT, "paid", invent.time()));
      }
      this.ledger = new Ledger(workers, owner, shared);
    }

    Stock copyTo(Connection connection) throws SQLException {
      for (int worker = 0; worker < workers; worker++) {
        inventFor(worker);
      }
      customers.add(owner);
      orders.addAll(shared);
      copy(
          connection,
          "customers (id, name, email, city)",
          customers.stream().map(c -> line(c.id(), c.name(), c.email(), c.city())));
      copy(
          connection,
          "orders (id, customer_id, amount, status, placed_at)",
          orders.stream()
              .map(o -> line(o.id(), o.customerId(), o.amount(), o.status(), o.placedAt())));
      if (design.hasCards()) {
        copy(
            connection,
            "cards (customer_id, number)",
            cards.stream().map(card -> line(card.customerId(), card.number())));
      }
      design.constrain(connection);
      long rows = (long) customers.size() + orders.size() + cards.size();
      return new Stock(design, ledger, rows, customersOfWorker);
    }

    private void inventFor(int worker) {
      WorkerLedger part = ledger.worker(worker);
      for (int i = 1; i <= customersOfWorker; i++) {
        long key = (long) worker * customersOfWorker + i;
        String email = "customer-%d@shop.example".formatted(key);
        Customer customer = new Customer(key, invent.name(), email, invent.city());
        part.put(customer);
        customers.add(customer);
        if (design.hasCards() && i % 2 == 0) {
          Card card = new Card(key, invent.cardNumber());
          part.put(card);
          cards.add(card);
        }
        for (int j = 0; j < ORDERS_OF_CUSTOMER; j++) {
          long orderKey = (key - 1) * ORDERS_OF_CUSTOMER + j + 1;
          Order order = new Order(orderKey, key, invent.amount(), invent.status(), invent.time());
          part.put(order);
          orders.add(order);
        }
      }
      part.commit();
    }

    /** A line of COPY's text format; no value here holds a character that it would escape. */
    private static String line(Object... values) {
      return Arrays.stream(values)
          .map(value -> value == null ? "\\N" : value.toString())
          .collect(Collectors.joining("\t", "", "\n"));
    }

    private static void copy(Connection connection, String target, Stream<String> lines)
        throws SQLException {
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + target + " FROM STDIN");
      for (String line : (Iterable<String>) lines::iterator) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
      }
      copy.endCopy();
    }
  }
}
