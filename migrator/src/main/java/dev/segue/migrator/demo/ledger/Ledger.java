package dev.segue.migrator.demo.ledger;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The account of everything that the shop's workers were told by the database. Each worker writes a
 * part of its own ({@link WorkerLedger}); what they share is the {@link SharedTill}.
 *
 * <p>The whole is judged by {@link #compare}, when all workers have ended.
 */
public final class Ledger {

  private final Findings contradictions = new Findings();
  private final List<WorkerLedger> workers;
  private final SharedTill till;

  /**
   * @param workers how many workers write
   * @param owner the customer of the shared orders
   * @param shared the orders that all workers write
   */
  public Ledger(int workers, Customer owner, List<Order> shared) {
    this.workers =
        IntStream.range(0, workers).mapToObj(i -> new WorkerLedger(contradictions)).toList();
    this.till = new SharedTill(contradictions, owner, shared);
  }

  /** The part of one worker, counted from 0. */
  public WorkerLedger worker(int number) {
    return workers.get(number);
  }

  /** How many workers write. */
  public int workers() {
    return workers.size();
  }

  /** What all workers write. */
  public SharedTill till() {
    return till;
  }

  /** The reads that showed what they may not. */
  public Findings contradictions() {
    return contradictions;
  }

  /** How many reads were compared. */
  public long readsChecked() {
    return till.readsChecked() + workers.stream().mapToLong(WorkerLedger::readsChecked).sum();
  }

  /** How many transactions ended in a broken connection, committed or not. */
  public long unknownOutcomes() {
    return till.unknownOutcomes() + workers.stream().mapToLong(WorkerLedger::unknownOutcomes).sum();
  }

  /** Compares all that is in the tables with all that must be there. */
  public Comparison compare(ShopRows found) {
    TableAccount<Customer> customerAccount = new TableAccount<>("customers", Customer::id);
    TableAccount<Order> orderAccount = new TableAccount<>("orders", Order::id);
    TableAccount<Card> cardAccount = new TableAccount<>("cards", Card::customerId);
    customerAccount.expect(List.of(till.owner()));
    orderAccount.expect(till.orders());
    if (till.unknownOutcomes() > 0) {
      till.orders().forEach(order -> orderAccount.leaveOut(order.id()));
    }
    for (WorkerLedger worker : workers) {
      customerAccount.expect(worker.customers());
      orderAccount.expect(worker.orders());
      cardAccount.expect(worker.cards());
    }
    return customerAccount
        .compare(found.customers())
        .and(orderAccount.compare(found.orders()))
        .and(cardAccount.compare(found.cards()));
  }
}
