package dev.segue.migrator.demo.scenario;

import dev.segue.migrator.demo.shop.ShopDesign;
import dev.segue.migrator.demo.shop.ShopQueries;
import dev.segue.migrator.demo.walk.Milestone;
import dev.segue.migrator.demo.walk.StepWords;
import java.util.Map;
import java.util.Optional;

/** The keys of one table go from int to bigint, in a copy; another table becomes three. */
final class TablesScenario {

  private static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        customers-bigint:
          table: %1$s.customers
          copy: { to: %1$s.customers_wide }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
          sticky: transaction
        orders-parts:
          table: %1$s.orders
          decompose:
            - to: %1$s.order_heads
            - { to: %1$s.order_states, columns: [state] }
            - to: %1$s.order_prices
              columns: [amount_cents]
              create: |
                CREATE TABLE %1$s.order_prices (
                  id bigint PRIMARY KEY REFERENCES %1$s.order_heads ON DELETE CASCADE,
                  amount_cents bigint NOT NULL);
          rename: { status: state }
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "(amount * 100)::bigint" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
            - old: { customer_id: integer }
              new: { customer_id: bigint }
              up: { customer_id: "customer_id::bigint" }
              down: { customer_id: "customer_id::integer" }
              monotonic: true
          sticky: transaction
      """;

  private static final StepWords WORDS =
      new StepWords(
          "New tables beside the old ones: no row is touched.",
          "Rows that nobody writes are copied.",
          "The old tables are dropped.");

  // FULL JOIN: of half a row the rest is shown as NULL, which no order has.
  private static final ShopQueries STORED =
      new ShopQueries(
          "SELECT id, name, email, city FROM customers_wide",
          """
          SELECT id, customer_id, (amount_cents / 100.0)::numeric(12,2) AS amount, state AS status,
            placed_at
          FROM order_heads FULL JOIN order_states USING (id) FULL JOIN order_prices USING (id)""",
          Optional.of(ShopDesign.ALL_CARDS));

  private static final String OLD_TABLES =
      """
      customers: id, name, email, city
      orders: id, customer_id, amount, status, placed_at
      """;
  private static final String NEW_TABLES =
      """
      customers_wide: id, name, email, city
      order_heads: id, customer_id, placed_at
      order_states: id, state
      order_prices: id, amount_cents
      order_prices.id -> order_heads.id
      """;
  private static final String CARDS = "cards: customer_id, number\n";

  private TablesScenario() {}

  static Scenario make() {
    return new Scenario(
        "tables",
        "two tables of a live shop become four others, by flags alone",
        ShopDesign.WITH_CARDS,
        RULES,
        WORDS,
        STORED,
        Map.of(
            Milestone.OPENED,
            Layout.of(
                OLD_TABLES
                    + CARDS
                    + """
                    orders.customer_id -> customers.id
                    cards.customer_id -> customers.id"""),
            Milestone.EXPANDED,
            Layout.of(
                OLD_TABLES
                    + NEW_TABLES
                    + CARDS
                    + """
                    orders.customer_id -> customers.id
                    cards.customer_id -> customers.id"""),
            Milestone.RETIRED,
            Layout.of(
                OLD_TABLES
                    + NEW_TABLES
                    + CARDS
                    + """
                    order_heads.customer_id -> customers_wide.id
                    cards.customer_id -> customers_wide.id"""),
            Milestone.CONTRACTED,
            Layout.of(
                NEW_TABLES
                    + CARDS
                    + """
                    order_heads.customer_id -> customers_wide.id
                    cards.customer_id -> customers_wide.id""")));
  }
}
