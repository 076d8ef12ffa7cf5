package dev.segue.frameworks;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** jOOQ: quoted names, RETURNING, upserts, transactions. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class JooqTest {

  private static final Table<Record> CUSTOMERS = table(name("customers"));
  private static final Field<Long> ID = field(name("customers", "id"), Long.class);
  private static final Field<String> NAME = field(name("customers", "name"), String.class);
  private static final Field<BigDecimal> BALANCE =
      field(name("customers", "balance"), BigDecimal.class);

  @Test
  void seesTheSameAtEveryStage(TestDatabase database, @TempDir Path directory) throws Exception {
    EveryStage.seesTheSame(database, directory, EveryStage.Setting.CUSTOMERS, JooqTest::run);
  }

  private static List<String> run(DataSource source) {
    DSLContext shop = DSL.using(source, SQLDialect.POSTGRES);
    List<String> seen = new ArrayList<>();
    shop.insertInto(CUSTOMERS, NAME, BALANCE)
        .values("Ada", new BigDecimal("10.50"))
        .values("Bob", null)
        .returning(ID, NAME, BALANCE)
        .forEach(row -> seen.add("inserted " + row.formatJSON()));
    shop.insertInto(CUSTOMERS, ID, NAME, BALANCE)
        .values(1L, "Eve", new BigDecimal("3"))
        .onConflict(ID)
        .doUpdate()
        .set(BALANCE, BALANCE.plus(new BigDecimal("0.25")))
        .execute();
    shop.transaction(
        inner -> {
          DSLContext within = inner.dsl();
          within.update(CUSTOMERS).set(NAME, NAME.concat("!")).where(BALANCE.isNotNull()).execute();
        });
    try {
      shop.transaction(
          inner -> {
            inner.dsl().deleteFrom(CUSTOMERS).where(NAME.like("%!")).execute();
            throw new IllegalStateException("taken back");
          });
    } catch (IllegalStateException takenBack) {
      seen.add(takenBack.getMessage());
    }
    shop.select(ID, NAME, BALANCE)
        .from(CUSTOMERS)
        .where(BALANCE.gt(new BigDecimal("1")).or(NAME.eq("Bob")))
        .orderBy(NAME.desc())
        .fetch()
        .forEach(row -> seen.add(row.formatJSON()));
    seen.add(shop.select(sum(BALANCE)).from(CUSTOMERS).fetchOne().formatJSON());
    seen.add(shop.selectFrom(CUSTOMERS).orderBy(ID).fetch().formatCSV());
    return seen;
  }
}
