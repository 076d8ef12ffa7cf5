package dev.segue.migrator.demo.scenario;

import dev.segue.migrator.demo.shop.ShopDesign;
import dev.segue.migrator.demo.shop.ShopQueries;
import dev.segue.migrator.demo.walk.Milestone;
import dev.segue.migrator.demo.walk.StepWords;
import java.util.Map;
import java.util.Optional;

/** A column of one table gets another name, one of another table another type. */
final class ColumnsScenario {

  private static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        customers-full-name:
          table: %1$s.customers
          rename: { name: full_name }
          sticky: transaction
        orders-amount-cents:
          table: %1$s.orders
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "(amount * 100)::bigint" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
          sticky: transaction
      """;

  private static final StepWords WORDS =
      new StepWords(
          "New columns, nullable: no row is touched.",
          "Rows that nobody writes are filled in.",
          "The old columns are dropped.");

  private static final ShopQueries STORED =
      new ShopQueries(
          "SELECT id, full_name AS name, email, city FROM customers",
          """
          SELECT id, customer_id, (amount_cents / 100.0)::numeric(12,2) AS amount, status, placed_at
          FROM orders""",
          Optional.empty());

  private static final Layout OLD =
      Layout.of(
          """
          customers: id, name, email, city
          orders: id, customer_id, amount, status, placed_at
          orders.customer_id -> customers.id""");
  private static final Layout BOTH =
      Layout.of(
          """
          customers: id, name, email, city, full_name
          orders: id, customer_id, amount, status, placed_at, amount_cents
          orders.customer_id -> customers.id""");
  private static final Layout NEW =
      Layout.of(
          """
          customers: id, email, city, full_name
          orders: id, customer_id, status, placed_at, amount_cents
          orders.customer_id -> customers.id""");

  private ColumnsScenario() {}

  static Scenario make() {
    return new Scenario(
        "columns",
        "two columns of a live shop change their name and type, by flags alone",
        ShopDesign.TWO_TABLES,
        RULES,
        WORDS,
        STORED,
        Map.of(
            Milestone.OPENED, OLD,
            Milestone.EXPANDED, BOTH,
            Milestone.RETIRED, BOTH,
            Milestone.CONTRACTED, NEW));
  }
}
