package dev.segue.migrator.demo.ledger;

import java.util.List;

/**
 * All rows of the shop's tables, each table's in any order. Immutable.
 *
 * @param cards none where the shop has no such table
 */
public record ShopRows(List<Customer> customers, List<Order> orders, List<Card> cards) {

  public ShopRows {
    customers = List.copyOf(customers);
    orders = List.copyOf(orders);
    cards = List.copyOf(cards);
  }
}
