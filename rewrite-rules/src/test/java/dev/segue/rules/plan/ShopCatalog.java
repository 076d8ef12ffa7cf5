package dev.segue.rules.plan;

import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A catalog in memory: customers, orders and guests in both shapes, a table that does not migrate,
 * and one that has no other shape yet.
 */
final class ShopCatalog implements Catalog {

  static final String RULES =
      """
      segue: 1
      migrations:
        customers-full-name:
          table: customers
          rename: { name: full_name }
        orders-amount-cents:
          table: orders
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "(amount * 100)::bigint" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
      """;

  private final Map<String, Relation> relations =
      Map.of(
          "customers",
          relation("customers", "id bigint", "name text", "city text", "full_name text"),
          "orders",
          relation("orders", "id bigint", "amount numeric(12,2)", "amount_cents bigint"),
          "regions",
          relation("regions", "id bigint", "full_name text"),
          "visitors",
          relation("visitors", "id bigint", "name text"),
          "guests",
          relation("guests", "id bigint", "title text", "title_id bigint"));

  private static Relation relation(String name, String... columns) {
    List<CatalogColumn> described = new java.util.ArrayList<>();
    for (String column : columns) {
      String[] words = column.split(" ", 2);
      described.add(
          new CatalogColumn(
              words[0],
              described.size() + 1,
              new ColumnType(words[1], words[1].replaceAll("\\(.*", ""), -1),
              false,
              Optional.empty(),
              false,
              true));
    }
    return new Relation("public", name, described, List.of());
  }

  @Override
  public Optional<Relation> relation(String schema, String name) {
    return schema.equals("public") ? Optional.ofNullable(relations.get(name)) : Optional.empty();
  }

  @Override
  public int serverVersion() {
    return 18;
  }

  @Override
  public boolean isVolatileFunction(String name) {
    return name.equals("random");
  }

  @Override
  public boolean isUsersFunction(String name) {
    return false;
  }

  @Override
  public boolean isVolatileOperator(String name) {
    return false;
  }
}
