package dev.segue.driver.equivalence;

import java.util.List;

/** A partitioned table of the {@link Shop}, with a mapping that makes something of NULL. */
final class Parcels {

  private Parcels() {}

  static final String RULES =
      """
        parcels-values:
          table: parcels
          columns:
            - old: { memo: text }
              new: { memo_or_null: text }
              up: { memo_or_null: "nullif(memo, '')" }
              down: { memo: "coalesce(memo_or_null, '')" }
            - old: { weight_kg: "numeric(8,3)" }
              new: { weight_grams: integer }
              up: { weight_grams: "(weight_kg * 1000)::integer" }
              down: { weight_kg: "weight_grams / 1000.0" }
              monotonic: true
      """;

  static final List<Shop.Column> COLUMNS =
      List.of(
          new Shop.Column(
              "parcels",
              "memo",
              "text",
              "NOT NULL",
              "memo_or_null",
              "text",
              "",
              "nullif(memo, '')",
              "coalesce(memo_or_null, '')"),
          new Shop.Column(
              "parcels",
              "weight_kg",
              "numeric(8,3)",
              "",
              "weight_grams",
              "integer",
              "",
              "(weight_kg * 1000)::integer",
              "(weight_grams / 1000.0)::numeric(8,3)"));

  static final String OLD_SHAPE =
      """
      CREATE TABLE parcels (id int, hub text, memo text NOT NULL, weight_kg numeric(8,3),
        PRIMARY KEY (id, hub)) PARTITION BY LIST (hub);
      CREATE TABLE parcels_north PARTITION OF parcels FOR VALUES IN ('north');
      CREATE TABLE parcels_south PARTITION OF parcels FOR VALUES IN ('south', 'west');
      CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT;
      INSERT INTO parcels VALUES (1, 'north', 'fragile', 1.250), (2, 'south', '', 0.005),
        (3, 'west', 'cold', NULL), (4, 'east', 'late', 20);
      """;
}
