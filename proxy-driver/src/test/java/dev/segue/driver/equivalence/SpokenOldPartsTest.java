package dev.segue.driver.equivalence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.route.Shape;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two tables that are joined to one, for an application that speaks old. */
@Tag("slow")
class SpokenOldPartsTest extends PartsByName {

  private static final String RULES =
      """
      segue: 1
      migrations:
        accounts-apart:
          table: ledger.account_core
          join: { with: [ledger.account_money], to: accounts }
          rename: { full_name: name }
          columns:
            - old: { id: bigint }
              new: { id: integer }
              up: { id: "id::integer" }
              down: { id: "id::bigint" }
              monotonic: true
            - old: { cents: bigint }
              new: { balance: "numeric(12,2)" }
              up: { balance: "cents / 100.0" }
              down: { cents: "(balance * 100)::bigint" }
              monotonic: true
            - old: { region_code: text }
              down: { region_code: "left(region, 2)" }
      """;

  SpokenOldPartsTest() {
    super(Shape.OLD, RULES);
  }

  /** Whoever writes one part says nothing of the columns of another. */
  @Test
  void aTableIsNotNamedWhoseChangeIsInSeveral() throws SQLException, IOException {
    String apart = RULES.replace("left(region, 2)", "left(currency, 2)");
    try (Connection connection = connect(apart);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT id FROM ledger.account_core"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("has columns both of account_core and of another table");
    }
  }
}
