package dev.segue.driver.equivalence;

import java.util.List;

/**
 * More of the {@link Shop}: tables whose columns are split, merged, added and dropped, and computed
 * with the help of others, several migrations on one table.
 */
final class ShopKinds {

  private ShopKinds() {}

  /** Indented as the migrations of {@link Shop#RULES} are. */
  static final String RULES =
      """
        people-names:
          table: people
          columns:
            - old: { name: text }
              new: { first_name: text, last_name: text }
              up:
                first_name: "split_part(name, ' ', 1)"
                last_name: "nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')"
              down: { name: "concat_ws(' ', first_name, last_name)" }
        people-address:
          table: people
          columns:
            - old: { street: "varchar(20)", house: integer }
              new: { address: text }
              up: { address: "street || ', ' || house" }
              down:
                street: "split_part(address, ', ', 1)"
                house: "split_part(address, ', ', 2)::integer"
            - new: { born: integer }
              up: { born: "seen - age" }
        items-total:
          table: items
          columns:
            - new: { total: "numeric(12,2)", code: text }
              up: { total: "price * quantity", code: "'C' || id" }
        items-legacy:
          table: items
          columns:
            - old: { legacy: text }
              down: { legacy: "'x'" }
        items-dear:
          table: items
          columns:
            - old: { dear: boolean }
              down: { dear: "price > 10" }
        items-span:
          table: items
          columns:
            - old: { span: "integer[]" }
              new: { span_from: integer, span_to: integer }
              up: { span_from: "span[1]", span_to: "span [2]" }
              down: { span: "ARRAY[span_from, span_to]" }
        drawers-shade:
          table: drawers
          columns:
            - old: { shade: text }
              down: { shade: "'grey'" }
        invoices-euro:
          table: invoices
          columns:
            - old: { sum: "numeric(12,2)" }
              new: { euro: "numeric(14,4)" }
              up: { euro: "sum * rate" }
              down: { sum: "euro / rate" }
        invoices-serial:
          table: invoices
          rename: { serial_no: number }
        invoices-key:
          table: invoices
          columns:
            - old: { low: integer, high: integer }
              new: { joined: bigint }
              up: { joined: "high::bigint * 1000 + low" }
              down: { low: "(joined % 1000)::integer", high: "(joined / 1000)::integer" }
      """;

  static final List<String> MIGRATIONS =
      List.of(
          "people-names",
          "people-address",
          "items-total",
          "items-legacy",
          "items-dear",
          "items-span",
          "drawers-shade",
          "invoices-euro",
          "invoices-serial",
          "invoices-key");

  static final List<String> TABLES = List.of("people", "items", "drawers", "invoices");

  /** Sequences that begin anew with each case, by a value for each. */
  static final String RESET_SEQUENCES =
      """
      , setval('people_id_seq', 4), setval('items_id_seq', 3), setval('invoices_id_seq', 3),
      setval('serials', 103)""";

  static final String OLD_SHAPE =
      """
      CREATE SEQUENCE serials;
      CREATE FUNCTION draw() RETURNS integer LANGUAGE plpgsql AS
        $$BEGIN RETURN nextval('serials'); END$$;
      CREATE TABLE people (id bigserial PRIMARY KEY, name text NOT NULL DEFAULT 'No Name',
        age integer, street varchar(20), house integer, seen integer DEFAULT 2026,
        note text);
      CREATE TABLE items (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        price numeric(10,2) DEFAULT 2.50, legacy text NOT NULL DEFAULT 'x',
        quantity integer DEFAULT 3, dear boolean DEFAULT false, note text,
        span integer[] NOT NULL DEFAULT '{1,2}');
      CREATE TABLE drawers (id int PRIMARY KEY, shade text NOT NULL DEFAULT 'grey', note text);
      INSERT INTO drawers VALUES (1, 'grey', 'low'), (2, 'grey', NULL);
      CREATE TABLE invoices (id bigserial PRIMARY KEY, sum numeric(12,2) DEFAULT 4.00,
        rate numeric(6,3) NOT NULL DEFAULT 2, serial_no integer DEFAULT draw(),
        low integer DEFAULT draw(), high integer DEFAULT 0, note text);
      INSERT INTO people (name, age, street, house) VALUES ('Ada Lovelace', 36, 'Main', 1),
        ('Bob van Dyke', 40, 'Side', 22), ('Cy', NULL, NULL, NULL), ('Dee Stone', 5, 'High', 3);
      INSERT INTO items (price, quantity, dear) VALUES (1.50, 2, false), (20.00, 1, true),
        (NULL, 5, NULL);
      INSERT INTO invoices (sum, rate, serial_no, low, high) VALUES (10.00, 2, 101, 1, 2),
        (7.50, 0.5, 102, 3, 4), (NULL, 4, 103, NULL, NULL);
      """;

  static final String ADD_NEW =
      """
      ALTER TABLE people ADD first_name text, ADD last_name text, ADD address text,
        ADD born integer;
      ALTER TABLE items ADD total numeric(12,2), ADD code text,
        ADD span_from integer, ADD span_to integer;
      ALTER TABLE invoices ADD euro numeric(14,4), ADD number integer, ADD joined bigint;
      """;

  static final String BACKFILL =
      """
      UPDATE people SET first_name = split_part(name, ' ', 1),
        last_name = nullif(substr(name, length(split_part(name, ' ', 1)) + 2), ''),
        address = street || ', ' || house, born = seen - age;
      UPDATE items SET total = price * quantity, code = 'C' || id,
        span_from = span[1], span_to = span[2];
      UPDATE invoices SET euro = sum * rate, number = serial_no, joined = high::bigint * 1000 + low;
      """;

  /** What the new columns demand where they are the only ones. */
  static final String DEMANDS_ON_NEW =
      """
      ALTER TABLE people ALTER first_name SET NOT NULL;
      """;

  /** Defaults of the new columns, for an application that speaks the new shape. */
  static final String DEFAULTS_OF_NEW =
      """
      ALTER TABLE people ALTER first_name SET DEFAULT 'No', ALTER last_name SET DEFAULT 'Name';
      ALTER TABLE items ALTER span_from SET DEFAULT 3;
      ALTER TABLE invoices ALTER number SET DEFAULT draw();
      """;

  static final String NOTHING_DEMANDED_OF_OLD =
      """
      ALTER TABLE people ALTER name DROP NOT NULL;
      ALTER TABLE items ALTER legacy DROP NOT NULL, ALTER span DROP NOT NULL;
      ALTER TABLE drawers ALTER shade DROP NOT NULL;
      """;

  static final String OLD_NAMES =
      "'name', 'street', 'house', 'legacy', 'dear', 'span', 'shade', 'sum', 'serial_no', 'low', 'high'";

  static final String DROP_OLD =
      """
      ALTER TABLE people DROP name, DROP street, DROP house;
      ALTER TABLE items DROP legacy, DROP dear, DROP span;
      ALTER TABLE drawers DROP shade;
      ALTER TABLE invoices DROP sum, DROP serial_no, DROP low, DROP high;
      """;

  static final String STALE_OLD =
      """
      UPDATE people SET name = 'stale ' || id, street = 'stale', house = 99;
      UPDATE items SET legacy = 'stale', dear = NOT dear, span = '{7,7,7}';
      UPDATE drawers SET shade = 'stale';
      UPDATE invoices SET sum = 7000, serial_no = 7000 + id, low = 7, high = 7;
      """;

  static final String STALE_NEW =
      """
      UPDATE people SET first_name = 'stale', last_name = id::text, address = 'stale, 9', born = 1;
      UPDATE items SET total = 7000, code = 'stale', span_from = 70, span_to = 71;
      UPDATE invoices SET euro = 7000, number = 7000 + id, joined = 7007;
      """;

  /** One query that shows every row in which the shapes contradict each other. */
  static final String CONTRADICTIONS =
      """
      SELECT 'people', concat_ws('|', name, street, house),
        concat_ws('|', first_name, last_name, address, born)
      FROM people WHERE first_name IS DISTINCT FROM split_part(name, ' ', 1)
        OR last_name IS DISTINCT FROM
          nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')
        OR address IS DISTINCT FROM street || ', ' || house OR born IS DISTINCT FROM seen - age
        OR name IS DISTINCT FROM concat_ws(' ', first_name, last_name)
      UNION ALL
      SELECT 'items', concat_ws('|', id, price, quantity), concat_ws('|', total, code)
      FROM items WHERE total IS DISTINCT FROM (price * quantity)::numeric(12,2)
        OR code IS DISTINCT FROM 'C' || id
        OR span_from IS DISTINCT FROM span[1] OR span_to IS DISTINCT FROM span[2]
        OR span IS DISTINCT FROM ARRAY[span_from, span_to]
      UNION ALL
      SELECT 'invoices', concat_ws('|', sum, rate, serial_no, low, high),
        concat_ws('|', euro, number, joined)
      FROM invoices WHERE euro IS DISTINCT FROM sum * rate OR number IS DISTINCT FROM serial_no
        OR joined IS DISTINCT FROM high::bigint * 1000 + low""";
}
