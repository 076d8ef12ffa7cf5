package dev.segue.migrator;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;

/** A club's database, whose members are decomposed into three tables. */
public final class Club extends OperatorBench {

  /** Two tables like the old one, and one by commands of its own, which refers to the first. */
  public static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        members-parts:
          table: public.members
          decompose:
            - to: public.member_core
            - { to: public.member_profiles, columns: [bio, nickname] }
            - to: public.member_accounts
              columns: [iban, balance_cents]
              create: |
                CREATE TABLE public.member_accounts (
                  id bigint PRIMARY KEY REFERENCES public.member_core ON DELETE CASCADE,
                  balance_cents bigint NOT NULL, iban text UNIQUE, note text);
          rename: { nick: nickname }
          columns:
            - old: { id: integer }
              new: { id: bigint }
              up: { id: "id::bigint" }
              down: { id: "id::integer" }
              monotonic: true
            - old: { balance: "numeric(12,2)" }
              new: { balance_cents: bigint }
              up: { balance_cents: "(balance * 100)::bigint" }
              down: { balance: "balance_cents / 100.0" }
              monotonic: true
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS members, member_core, member_profiles, member_accounts, towns, visits CASCADE;
      CREATE TABLE towns (code text PRIMARY KEY);
      CREATE TABLE members (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        bio text CHECK (bio <> ''),
        name varchar(40) COLLATE "C" NOT NULL DEFAULT 'nobody',
        nick text,
        mail text NOT NULL UNIQUE,
        iban text UNIQUE,
        town text REFERENCES towns ON DELETE SET NULL,
        balance numeric(12,2) NOT NULL DEFAULT 0,
        CHECK (id > 0), CHECK (name <> ''));
      CREATE INDEX ON members (lower(name));
      CREATE INDEX ON members (nick);
      INSERT INTO towns VALUES ('se'), ('it');
      INSERT INTO members (bio, name, nick, mail, iban, town, balance)
      SELECT CASE WHEN i % 4 > 0 THEN 'bio ' || i END, 'name ' || i, 'nick ' || i % 50,
             i || '@example.org', 'iban ' || i, CASE WHEN i % 3 > 0 THEN 'se' END, i / 7.0
      FROM generate_series(1, 700) i;
      ANALYZE members""";

  /** How many rows are not the same in both shapes, or in a part of the new one. */
  public static final String DIFFERENT =
      """
      WITH o AS (
        SELECT id::bigint, name, mail, town, bio, nick, iban, (balance * 100)::bigint AS cents
        FROM members),
      n AS (
        SELECT id, c.name, c.mail, c.town, p.bio, p.nickname, a.iban, a.balance_cents
        FROM member_core c FULL JOIN member_profiles p USING (id)
        FULL JOIN member_accounts a USING (id))
      SELECT (SELECT count(*) FROM (
                (SELECT * FROM o EXCEPT SELECT * FROM n)
                UNION ALL (SELECT * FROM n EXCEPT SELECT * FROM o)) d)
             + (SELECT sum(abs(each.rows - (SELECT count(*) FROM members)))::bigint FROM (
                  SELECT count(*) FROM member_core UNION ALL SELECT count(*) FROM member_profiles
                  UNION ALL SELECT count(*) FROM member_accounts) AS each(rows))""";

  private static final String FOLLOW =
      """
      segue_f1 AS (
        INSERT INTO member_core AS n (id, name, mail, town)
        SELECT id, name, mail, town FROM segue_w
        ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, mail = EXCLUDED.mail, town = EXCLUDED.town),
      segue_f2 AS (
        INSERT INTO member_profiles AS n (id, bio, nickname) SELECT id, bio, nick FROM segue_w
        ON CONFLICT (id) DO UPDATE SET bio = EXCLUDED.bio, nickname = EXCLUDED.nickname)
      INSERT INTO member_accounts AS n (id, iban, balance_cents)
      SELECT id, iban, (balance * 100)::bigint FROM segue_w
      ON CONFLICT (id) DO UPDATE SET iban = EXCLUDED.iban, balance_cents = EXCLUDED.balance_cents""";

  /** What the driver makes of an INSERT of one member, with the id and the balance. */
  public static final String INSERT_BOTH =
      """
      WITH segue_w AS (
        INSERT INTO members (id, name, mail, bio, balance) OVERRIDING SYSTEM VALUE
        VALUES (?, 'new', ? || '@example.org', 'new bio', ?)
        ON CONFLICT DO NOTHING RETURNING *),
      """
          + FOLLOW;

  /** What the driver makes of an UPDATE of one member's balance and nick. */
  public static final String UPDATE_BOTH =
      """
      WITH segue_w AS (
        UPDATE members SET balance = ?, nick = 'changed', name = substr('.' || name, 1, 40)
        WHERE id = ? RETURNING *),
      """
          + FOLLOW;

  /** What the driver makes of a DELETE of one member. */
  public static final String DELETE_BOTH =
      """
      WITH segue_w AS (DELETE FROM members WHERE id = ? RETURNING id),
      segue_f1 AS (DELETE FROM member_core n USING segue_w WHERE n.id = segue_w.id),
      segue_f2 AS (DELETE FROM member_profiles n USING segue_w WHERE n.id = segue_w.id),
      segue_f3 AS (DELETE FROM member_accounts n USING segue_w WHERE n.id = segue_w.id)
      UPDATE segue.counted SET zero = 0 FROM segue_w""";

  public final Migration members;

  public Club(TestDatabase database) {
    this(database, RULES);
  }

  public Club(TestDatabase database, String rules) {
    super(database, TABLES, rules);
    members = context.migration("members-parts");
  }

  /** Makes the tables, and has both shapes written. */
  public void writeBoth() {
    ageControlTables();
    expansion().run(members, this);
    flag(members, FlagKind.WRITE_NEW, 100);
  }

  /** Goes on to where the new tables are read. */
  public void walkToReadNew() {
    backfill(members, Direction.UP);
    if (!verify(members, Direction.UP).clean()) {
      throw new IllegalStateException("the new tables are not clean");
    }
    flag(members, FlagKind.READ_NEW, 100);
  }

  /** Goes on to where the new tables alone are written. */
  public void walkToNew() {
    walkToReadNew();
    flag(members, FlagKind.RETIRE_OLD, 100);
  }
}
