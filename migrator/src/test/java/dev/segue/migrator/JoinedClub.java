package dev.segue.migrator;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;

/** A club's database, whose members are in three tables that are joined to one. */
public final class JoinedClub extends OperatorBench {

  public static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        members-one:
          table: public.member_core
          join:
            with: [public.member_profiles, public.member_accounts]
            to: public.members
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
      DROP TABLE IF EXISTS members, member_core, member_profiles, member_accounts, towns, visits, transfers CASCADE;
      CREATE TABLE towns (code text PRIMARY KEY);
      CREATE TABLE member_core (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name varchar(40) COLLATE "C" NOT NULL DEFAULT 'nobody',
        mail text NOT NULL UNIQUE,
        CHECK (name <> ''));
      CREATE TABLE member_profiles (
        id int PRIMARY KEY REFERENCES member_core ON DELETE CASCADE,
        bio text COLLATE "C" CHECK (bio <> ''),
        nick text,
        initial text GENERATED ALWAYS AS (left(nick, 1)) STORED,
        town text DEFAULT 'se' REFERENCES towns ON DELETE SET NULL);
      CREATE TABLE member_accounts (
        id int PRIMARY KEY REFERENCES member_core ON DELETE CASCADE,
        iban text UNIQUE,
        balance numeric(12,2) NOT NULL DEFAULT 0,
        CHECK (id > 0));
      CREATE INDEX ON member_core (lower(name));
      CREATE INDEX ON member_profiles (nick) WHERE bio IS NOT NULL;
      INSERT INTO towns VALUES ('se'), ('it');
      INSERT INTO member_core (name, mail)
      SELECT 'name ' || i, i || '@example.org' FROM generate_series(1, 700) i;
      INSERT INTO member_profiles (id, bio, nick, town)
      SELECT i, CASE WHEN i % 4 > 0 THEN 'bio ' || i END, 'nick ' || i % 50,
             CASE WHEN i % 3 > 0 THEN 'se' END
      FROM generate_series(1, 700) i;
      INSERT INTO member_accounts (id, iban, balance)
      SELECT i, 'iban ' || i, i / 7.0 FROM generate_series(1, 700) i;
      ANALYZE member_core, member_profiles, member_accounts""";

  /** How many rows are not the same in both shapes, or in a part of the old one. */
  public static final String DIFFERENT =
      """
      WITH o AS (
        SELECT id::bigint, c.name, c.mail, p.bio, p.nick, p.initial, p.town, a.iban,
               (a.balance * 100)::bigint AS cents
        FROM member_core c FULL JOIN member_profiles p USING (id)
        FULL JOIN member_accounts a USING (id)),
      n AS (
        SELECT id, name, mail, bio, nickname, initial, town, iban, balance_cents FROM members)
      SELECT (SELECT count(*) FROM (
                (SELECT * FROM o EXCEPT SELECT * FROM n)
                UNION ALL (SELECT * FROM n EXCEPT SELECT * FROM o)) d)
             + (SELECT sum(abs(each.rows - (SELECT count(*) FROM members)))::bigint FROM (
                  SELECT count(*) FROM member_core UNION ALL SELECT count(*) FROM member_profiles
                  UNION ALL SELECT count(*) FROM member_accounts) AS each(rows))""";

  public final Migration members;

  public JoinedClub(TestDatabase database) {
    this(database, RULES);
  }

  public JoinedClub(TestDatabase database, String rules) {
    super(database, TABLES, rules);
    members = context.migration("members-one");
  }

  /** Makes the table, and has both shapes written. */
  public void writeBoth() {
    ageControlTables();
    expansion().run(members, this);
    flag(members, FlagKind.WRITE_NEW, 100);
  }

  /** Goes on to where the new table is read. */
  public void walkToReadNew() {
    backfill(members, Direction.UP);
    if (!verify(members, Direction.UP).clean()) {
      throw new IllegalStateException("the new table is not clean");
    }
    flag(members, FlagKind.READ_NEW, 100);
  }

  /** Goes on to where the new table alone is written. */
  public void walkToNew() {
    walkToReadNew();
    flag(members, FlagKind.RETIRE_OLD, 100);
  }
}
