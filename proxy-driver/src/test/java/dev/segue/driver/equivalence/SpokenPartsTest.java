package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.route.Shape;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table that is decomposed, for an application that speaks new. */
@Tag("slow")
class SpokenPartsTest extends PartsByName {

  private static final String RULES =
      """
      segue: 1
      migrations:
        accounts-apart:
          table: accounts
          decompose:
            - to: ledger.account_core
            - { to: ledger.account_money, columns: [cents, opened, currency] }
          rename: { name: full_name }
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
      """;

  SpokenPartsTest() {
    super(Shape.NEW, RULES);
  }

  /** Whoever writes one part says nothing of the columns of another. */
  @Test
  void anApplicationDoesNotStartWhoseChangeIsInSeveralParts() {
    String apart = RULES.replace("[cents, opened, currency]", "[cents, opened, region_code]");
    assertThatThrownBy(() -> connect(apart).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(
            "segue.speaks says new of migration \"accounts-apart\", and its change in line");
  }
}
