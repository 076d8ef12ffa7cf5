package dev.segue.driver.equivalence;

import dev.segue.route.Shape;
import org.junit.jupiter.api.Tag;

/** A table that is decomposed into two with other columns. */
@Tag("slow")
class DecomposedTableTest extends AccountsInParts {

  private static final String RULES =
      """
      segue: 1
      migrations:
        accounts-apart:
          table: accounts
          decompose:
            - to: ledger.account_core
            - { to: ledger.account_money, columns: [cents, opened, region_code, due_on] }
          rename: { name: full_name, due: due_on }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
            - old: { balance: "numeric(12,2)" }
              new: { cents: bigint }
              up: { cents: "(balance * 100)::bigint" }
              down: { balance: "cents / 100.0" }
              monotonic: true
            - new: { region_code: text }
              up: { region_code: "left(region, 2)" }
            - old: { legacy: text }
              down: { legacy: "'x'" }
      """;

  DecomposedTableTest() {
    super(Shape.NEW, RULES);
  }
}
