package dev.segue.migrator.demo.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What a shop does, and how often each: about three reads in five statements. Immutable. */
final class Mix {

  /** One kind of work. */
  record Work(String name, int weight, Desk.Action action) {}

  private static final List<Work> ON_TWO_TABLES =
      List.of(
          new Work("read a customer", 160, KeyReads::customer),
          new Work("read a customer by email", 60, KeyReads::customerByEmail),
          new Work("read an order", 160, KeyReads::order),
          new Work("read an order by text", 30, KeyReads::orderByText),
          new Work("look for what is gone", 30, KeyReads::gone),
          new Work("list names", 50, RangeReads::names),
          new Work("find spenders", 20, RangeReads::spenders),
          new Work("find expensive orders", 40, RangeReads::expensive),
          new Work("read all of orders", 30, RangeReads::allOfOrders),
          new Work("read all of a customer", 30, RangeReads::allOfCustomers),
          new Work("sum the till", 40, RangeReads::till),
          new Work("insert a customer", 20, CustomerWrites::insert),
          new Work("insert customers in a batch", 5, CustomerWrites::insertBatch),
          new Work("rename a customer", 50, CustomerWrites::rename),
          new Work("append to a name", 15, CustomerWrites::append),
          new Work("move a customer", 15, CustomerWrites::move),
          new Work("upsert a customer", 15, CustomerWrites::upsert),
          new Work("insert unless known", 10, CustomerWrites::insertUnlessKnown),
          new Work("delete a customer", 30, CustomerWrites::delete),
          new Work("delete a customer, roll back", 5, CustomerWrites::deleteRolledBack),
          new Work("insert an order", 40, OrderWrites::insert),
          new Work("insert an order without amount", 10, OrderWrites::insertWithoutAmount),
          new Work("set an amount", 40, OrderWrites::setAmount),
          new Work("add to an amount", 40, OrderWrites::add),
          new Work("set a status", 20, OrderWrites::setStatus),
          new Work("raise amounts", 10, OrderWrites::raise),
          new Work("upsert an order", 15, OrderWrites::upsert),
          new Work("delete an order", 40, OrderWrites::delete),
          new Work("delete cheap orders", 10, OrderWrites::deleteCheap),
          new Work("insert orders in a batch", 10, BatchWrites::insert),
          new Work("add in a batch", 10, BatchWrites::add),
          new Work("write texts in a batch", 10, BatchWrites::texts),
          new Work("welcome a customer", 15, Transactions::welcome),
          new Work("welcome a customer, roll back", 10, Transactions::welcomeRolledBack),
          new Work("revise an order", 15, Transactions::revise),
          new Work("revise an order in part", 10, Transactions::reviseInPart),
          new Work("transfer", 30, Transfers::transfer),
          new Work("insert a nameless customer", 3, RejectedWrites::nameless),
          new Work("insert a known customer", 3, RejectedWrites::knownEmail),
          new Work("insert an order of nobody", 3, RejectedWrites::noCustomer),
          new Work("set too large an amount", 3, RejectedWrites::tooLarge));

  private static final List<Work> ON_CARDS =
      List.of(
          new Work("read a customer with card", 60, CardWork::holder),
          new Work("issue a card", 20, CardWork::issue),
          new Work("renew a card", 20, CardWork::renew),
          new Work("cancel a card", 15, CardWork::cancel),
          new Work("welcome a customer with a card", 15, CardWork::welcome),
          new Work("issue a card to nobody", 3, CardWork::issueToNobody));

  /** What is done in customers and orders. */
  static final Mix TWO_TABLES =
      new Mix(
          joined(
              ON_TWO_TABLES,
              List.of(new Work("total orders", 40, desk -> RangeReads.totals("c.id", desk)))));

  /**
   * The same and what is done with cards. The groups name each column that is shown, since those of
   * a table that is copied do not follow from its key.
   */
  static final Mix WITH_CARDS =
      new Mix(
          joined(
              ON_TWO_TABLES,
              List.of(
                  new Work("total orders", 40, desk -> RangeReads.totals("c.id, c.name", desk))),
              ON_CARDS));

  private final List<Work> all;
  private final List<Work> weighted;

  private Mix(List<Work> all) {
    this.all = all;
    this.weighted = weighted(all);
  }

  /** All kinds of work. */
  List<Work> all() {
    return all;
  }

  Work draw(RandomGenerator random) {
    return weighted.get(random.nextInt(weighted.size()));
  }

  @SafeVarargs
  private static List<Work> joined(List<Work>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  private static List<Work> weighted(List<Work> all) {
    List<Work> places = new ArrayList<>();
    for (Work work : all) {
      for (int i = 0; i < work.weight(); i++) {
        places.add(work);
      }
    }
    return List.copyOf(places);
  }
}
