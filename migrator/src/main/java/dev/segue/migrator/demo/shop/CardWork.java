package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Card;
import dev.segue.migrator.demo.ledger.Customer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What is done with loyalty cards: a table that refers to customers by a foreign key. */
final class CardWork {

  private static final String ISSUE = "INSERT INTO cards (customer_id, number) VALUES (?, ?)";
  private static final String RENEW =
      """
      UPDATE cards SET number = ?
      WHERE customer_id = (SELECT id FROM customers WHERE email = ?)""";
  private static final String CANCEL =
      "DELETE FROM cards USING customers c WHERE c.id = cards.customer_id AND c.email = ?";
  private static final String HOLDER =
      """
      SELECT c.id, c.name, k.number
      FROM customers c LEFT JOIN cards k ON k.customer_id = c.id
      WHERE c.id = ?""";
  private static final long NOBODY = -1;

  private CardWork() {}

  /** A customer, and the number of their card if they have one. */
  private record Holder(long id, String name, String number) {}

  /** A customer who has a card gets no second one. */
  static void issue(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isEmpty()) {
      return;
    }
    Card card = new Card(drawn.get().id(), desk.invent().cardNumber());
    if (desk.ledger().card(card.customerId()).isPresent()) {
      desk.mustFail(
          "23505",
          "issue a second card",
          () -> desk.session().update(ISSUE, card.customerId(), card.number()));
    } else {
      int count = desk.session().update(ISSUE, card.customerId(), card.number());
      desk.checkCount("issue a card", 1, count);
      desk.ledger().put(card);
    }
  }

  static void renew(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      Card card = new Card(drawn.get().id(), desk.invent().cardNumber());
      boolean known = desk.ledger().card(card.customerId()).isPresent();
      int count = desk.session().update(RENEW, card.number(), drawn.get().email());
      desk.checkCount("renew a card", known ? 1 : 0, count);
      if (known) {
        desk.ledger().put(card);
      }
    }
  }

  static void cancel(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      boolean known = desk.ledger().card(drawn.get().id()).isPresent();
      int count = desk.session().update(CANCEL, drawn.get().email());
      desk.checkCount("cancel a card", known ? 1 : 0, count);
      if (known) {
        desk.ledger().deleteCard(drawn.get().id());
      }
    }
  }

  static void holder(Desk desk) throws SQLException {
    Optional<Customer> drawn = desk.ledger().anyCustomer(desk.random());
    if (drawn.isPresent()) {
      Customer customer = drawn.get();
      String number = desk.ledger().card(customer.id()).map(Card::number).orElse(null);
      List<Holder> seen =
          desk.session()
              .query(
                  HOLDER,
                  row ->
                      new Holder(row.getLong("id"), row.getString("name"), row.getString("number")),
                  customer.id());
      desk.ledger()
          .check(
              "customer with card",
              List.of(new Holder(customer.id(), customer.name(), number)),
              seen);
    }
  }

  /** A new customer and their card, in one transaction. */
  static void welcome(Desk desk) throws SQLException {
    desk.transaction(
        () -> {
          long id = CustomerWrites.insert(desk);
          Card card = new Card(id, desk.invent().cardNumber());
          desk.checkCount("issue a first card", 1, desk.session().update(ISSUE, id, card.number()));
          desk.ledger().put(card);
        });
  }

  /** Nobody's card: refused by the foreign key, whichever table it points at. */
  static void issueToNobody(Desk desk) throws SQLException {
    desk.mustFail(
        "23503",
        "issue a card to nobody",
        () -> desk.session().update(ISSUE, NOBODY, desk.invent().cardNumber()));
  }
}
