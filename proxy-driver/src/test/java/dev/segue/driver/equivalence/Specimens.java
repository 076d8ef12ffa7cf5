package dev.segue.driver.equivalence;

import java.util.List;

/** A table of the {@link Shop} with columns of the types that have rules of their own. */
final class Specimens {

  private Specimens() {}

  static final String RULES =
      """
        specimens-values:
          table: specimens
          columns:
            - old: { marks: "text[]" }
              new: { marks_short: "varchar(8)[]" }
              up: { marks_short: marks }
              down: { marks: marks_short }
              one-to-one: true
            - old: { doc: jsonb }
              new: { doc_wrapped: jsonb }
              up: { doc_wrapped: "CASE WHEN doc IS NOT NULL THEN jsonb_build_object('v', doc) END" }
              down: { doc: "doc_wrapped -> 'v'" }
            - old: { grade: grade }
              new: { grade_no: integer }
              up: { grade_no: "CASE grade WHEN 'low' THEN 3 WHEN 'mid' THEN 2 WHEN 'high' THEN 1 END" }
              down: { grade: "CASE grade_no WHEN 3 THEN 'low' WHEN 2 THEN 'mid' WHEN 1 THEN 'high' END::grade" }
              one-to-one: true
            - old: { mail: address }
              new: { mail_text: text }
              up: { mail_text: mail }
              down: { mail: mail_text }
              one-to-one: true
            - old: { sorted: text }
              new: { sorted_new: "varchar(30)" }
              up: { sorted_new: sorted }
              down: { sorted: sorted_new }
              monotonic: true
            - old: { site: spot }
              new: { site_text: text }
              up: { site_text: "site::text" }
              down: { site: "site_text::spot" }
              one-to-one: true
            - old: { seen: timestamp }
              new: { seen_at: timestamptz }
              up: { seen_at: "seen AT TIME ZONE 'UTC'" }
              down: { seen: "seen_at AT TIME ZONE 'UTC'" }
              monotonic: true
      """;

  static final List<Shop.Column> COLUMNS =
      List.of(
          column(
              "marks",
              "text[]",
              "marks_short",
              "varchar(8)[]",
              "marks::varchar(8)[]",
              "marks_short::text[]"),
          column(
              "doc",
              "jsonb",
              "doc_wrapped",
              "jsonb",
              "CASE WHEN doc IS NOT NULL THEN jsonb_build_object('v', doc) END",
              "doc_wrapped -> 'v'"),
          column(
              "grade",
              "grade",
              "grade_no",
              "integer",
              "CASE grade WHEN 'low' THEN 3 WHEN 'mid' THEN 2 WHEN 'high' THEN 1 END",
              "CASE grade_no WHEN 3 THEN 'low' WHEN 2 THEN 'mid' WHEN 1 THEN 'high' END::grade"),
          column("mail", "address", "mail_text", "text", "mail", "mail_text"),
          column(
              "sorted",
              "text COLLATE \"C\"",
              "sorted_new",
              "varchar(30) COLLATE \"C\"",
              "sorted",
              "sorted_new"),
          column("site", "spot", "site_text", "text", "site::text", "site_text::spot"),
          column(
              "seen",
              "timestamp",
              "seen_at",
              "timestamptz",
              "seen AT TIME ZONE 'UTC'",
              "seen_at AT TIME ZONE 'UTC'"));

  private static Shop.Column column(
      String old, String oldType, String fresh, String freshType, String up, String down) {
    return new Shop.Column("specimens", old, oldType, "", fresh, freshType, "", up, down);
  }

  static final String OLD_SHAPE =
      """
      CREATE TYPE grade AS ENUM ('low', 'mid', 'high');
      CREATE DOMAIN address AS text CHECK (VALUE LIKE '%@%');
      CREATE TYPE spot AS (x int, y text);
      CREATE TABLE specimens (id int PRIMARY KEY, marks text[], doc jsonb, grade grade,
        mail address, sorted text COLLATE "C", site spot, seen timestamp);
      INSERT INTO specimens VALUES
        (1, '{a,b}', '{"k": 1, "l": [1, 2]}', 'low', 'ada@x', 'B', '(1,one)', '2026-01-05 10:00'),
        (2, '{}', '[]', 'high', 'bob@x', 'a', '(2,)', '2026-06-05 10:00:00.123456'),
        (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        (4, '{NULL,c}', '{"k": null}', 'mid', 'ada@x', 'ä', '(,"x y")', 'infinity');
      """;
}
