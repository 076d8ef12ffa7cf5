package dev.segue.driver.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.catalog.ColumnType;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A type that a rules file declares is read as PostgreSQL reads it. */
@ExtendWith(PostgresExtension.class)
class DeclaredTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "varchar",
        "varchar(20)",
        "VARCHAR (7)",
        "character  varying(3)",
        "pg_catalog.varchar(9)",
        "char varying(2)",
        "national character varying(4)",
        "nchar varying(5)",
        "char",
        "char(3)",
        "character(2)",
        "nchar(6)",
        "national char(8)",
        "bpchar(4)",
        "bpchar",
        "text",
        "bit",
        "bit(5)",
        "varbit",
        "bit varying(6)",
        "numeric",
        "numeric(5)",
        "decimal( 12 , 2 )",
        "numeric(3,-2)",
        "dec(4,4)",
        "int",
        "int2",
        "INT4",
        "bigint",
        "float",
        "float(24)",
        "float(25)",
        "float4",
        "double precision",
        "bool",
        "date",
        "uuid",
        "timestamp",
        "timestamptz",
        "timestamp(3)",
        "timestamp (0) with time zone",
        "timestamp without time zone",
        "time(2)",
        "timetz",
        "\"char\"",
        "name",
        "jsonb"
      })
  void aDeclaredTypeIsThatOfAColumn(String text, TestDatabase database) {
    database.execute("DROP TABLE IF EXISTS typed; CREATE TABLE typed (it " + text + ")");
    ColumnType declared = ColumnType.declared(text);
    assertThat(List.of(List.<Object>of(declared.base(), declared.modifier())))
        .isEqualTo(
            database.rows(
                "SELECT format_type(atttypid, NULL), atttypmod FROM pg_attribute"
                    + " WHERE attrelid = 'typed'::regclass AND attnum = 1"));
  }
}
