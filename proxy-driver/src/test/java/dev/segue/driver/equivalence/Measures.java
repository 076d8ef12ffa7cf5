package dev.segue.driver.equivalence;

import java.util.List;

/** A table of the {@link Shop} whose values lie at the borders of their types. */
final class Measures {

  private Measures() {}

  static final String RULES =
      """
        measures-values:
          table: measures
          columns:
            - old: { short_no: smallint }
              new: { long_no: integer }
              up: { long_no: short_no }
              down: { short_no: long_no }
              monotonic: true
            - old: { ratio: "numeric(8,3)" }
              new: { ratio_wide: "numeric(12,3)" }
              up: { ratio_wide: ratio }
              down: { ratio: ratio_wide }
              monotonic: true
            - old: { huge: "numeric(19,4)" }
              new: { huge_units: "numeric(19,0)" }
              up: { huge_units: "huge * 10000" }
              down: { huge: "huge_units / 10000" }
              monotonic: true
            - old: { wide_no: bigint }
              new: { wide_numeric: "numeric(20)" }
              up: { wide_numeric: wide_no }
              down: { wide_no: wide_numeric }
              monotonic: true
            - old: { mcode: "varchar(12)" }
              new: { mcode_text: text }
              up: { mcode_text: mcode }
              down: { mcode: mcode_text }
              monotonic: true
            - old: { mref: text }
              new: { mref_id: uuid }
              up: { mref_id: "mref::uuid" }
              down: { mref: "mref_id::text" }
              one-to-one: true
      """;

  static final List<Shop.Column> COLUMNS =
      List.of(
          column("short_no", "smallint", "long_no", "integer", "short_no", "long_no"),
          column("ratio", "numeric(8,3)", "ratio_wide", "numeric(12,3)", "ratio", "ratio_wide"),
          column(
              "huge",
              "numeric(19,4)",
              "huge_units",
              "numeric(19,0)",
              "huge * 10000",
              "(huge_units / 10000)::numeric(19,4)"),
          column("wide_no", "bigint", "wide_numeric", "numeric(20)", "wide_no", "wide_numeric"),
          column("mcode", "varchar(12)", "mcode_text", "text", "mcode", "mcode_text"),
          column("mref", "text", "mref_id", "uuid", "mref::uuid", "mref_id::text"));

  private static Shop.Column column(
      String old, String oldType, String fresh, String freshType, String up, String down) {
    return new Shop.Column("measures", old, oldType, "", fresh, freshType, "", up, down);
  }

  static final String OLD_SHAPE =
      """
      CREATE TABLE measures (id int PRIMARY KEY, short_no smallint, ratio numeric(8,3),
        huge numeric(19,4), wide_no bigint, mcode varchar(12), mref text);
      INSERT INTO measures VALUES
        (1, 1, 1.500, 123456789012345.6789, 9007199254740993, 'A1',
          '0a1b2c3d-0000-4000-8000-00000000000f'),
        (2, 32767, 99999.999, 999999999999999.9999, 9223372036854775807, 'A1x',
          'ffffffff-ffff-ffff-ffff-ffffffffffff'),
        (3, NULL, NULL, NULL, NULL, NULL, NULL),
        (4, -32768, -99999.999, -999999999999999.9999, -9223372036854775808, '',
          '00000000-0000-0000-0000-000000000000'),
        (5, 0, 'NaN', 0.0001, 9007199254740992, 'a1', '0a1b2c3d-0000-4000-8000-0000000000aa'),
        (6, 16777, 1.501, 123456789012345.6788, 9007199254740994, 'B',
          '12345678-1234-1234-1234-123456789abc');
      """;
}
