package dev.segue.rules.plan;

import java.util.Random;

/**
 * Makes statements about the shop's tables by a small grammar, nested a few levels deep: valid by
 * their syntax, of any meaning.
 */
final class StatementGenerator {

  private static final int DEEPEST = 4;

  private final Random random;

  StatementGenerator(Random random) {
    this.random = random;
  }

  String next() {
    String with = chance(6) ? "WITH w AS (" + (chance(3) ? write() : select(1)) + ") " : "";
    return with + (chance(2) ? write() : select(0));
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String column() {
    String name = one("id", "name", "city", "amount", "full_name", "amount_cents", "x", "\"Name\"");
    return one("", "", "", "c.", "customers.", "o.") + name;
  }

  private String table() {
    return one("customers", "orders", "regions", "public.customers", "w", "ONLY orders");
  }

  private String write() {
    return switch (random.nextInt(4)) {
      case 0 -> insert();
      case 1 ->
          "UPDATE "
              + one("customers", "orders", "customers AS c")
              + " SET "
              + assignments()
              + one("", " FROM " + from(1))
              + where(1)
              + returning();
      case 2 ->
          "DELETE FROM "
              + one("customers", "orders o")
              + one("", " USING " + from(1))
              + where(1)
              + returning();
      default ->
          "MERGE INTO customers c USING "
              + one("orders o", "(" + select(2) + ") o")
              + " ON "
              + expression(1)
              + " WHEN MATCHED THEN "
              + one("DELETE", "UPDATE SET " + assignments(), "DO NOTHING")
              + one("", " WHEN NOT MATCHED THEN INSERT (name) VALUES (" + expression(2) + ")");
    };
  }

  private String insert() {
    String columns = one("", " (name)", " (id, name)", " (amount, id)", " (full_name)");
    String source =
        switch (random.nextInt(4)) {
          case 0 -> " DEFAULT VALUES";
          case 1 -> " " + select(1);
          case 2 -> " VALUES (" + value() + "), (" + value() + ")";
          default -> " VALUES (" + value() + ", " + value() + ")";
        };
    String conflict =
        one(
            "",
            "",
            " ON CONFLICT DO NOTHING",
            " ON CONFLICT (name) DO UPDATE SET " + assignments());
    return "INSERT INTO "
        + one("customers", "orders AS o")
        + columns
        + source
        + conflict
        + returning();
  }

  private String value() {
    return chance(5) ? "DEFAULT" : expression(2);
  }

  private String assignments() {
    return one(
        "name = " + value(),
        "amount = " + value() + ", id = " + value(),
        "(name, city) = (" + expression(2) + ", " + value() + ")",
        "(name, id) = (" + select(2) + ")",
        "name = EXCLUDED.name");
  }

  private String returning() {
    return one("", "", " RETURNING *", " RETURNING " + expression(2), " RETURNING OLD.name, NEW.*");
  }

  private String where(int depth) {
    return one("", " WHERE " + expression(depth), " WHERE CURRENT OF k");
  }

  private String from(int depth) {
    if (depth >= DEEPEST || !chance(3)) {
      return table() + one("", " c", " AS o", " x (a, b)");
    }
    return switch (random.nextInt(5)) {
      case 0 ->
          from(depth + 1) + one(" JOIN ", " LEFT JOIN ") + from(depth + 1) + " ON " + expression(3);
      case 1 -> from(depth + 1) + one(" NATURAL JOIN ", " CROSS JOIN ") + table();
      case 2 -> from(depth + 1) + " JOIN " + table() + " USING (" + one("id", "name") + ")";
      case 3 -> one("", "LATERAL ") + "(" + select(depth + 1) + ") " + one("c", "AS o (p, q)");
      default -> "generate_series(1, " + expression(3) + ") g, " + table();
    };
  }

  private String select(int depth) {
    StringBuilder select = new StringBuilder("SELECT ");
    select.append(one("", "", "DISTINCT ", "DISTINCT ON (name) "));
    select.append(one("*", "c.*", expression(depth + 1), expression(depth + 1) + " AS a, name"));
    select.append(" FROM ").append(from(depth + 1));
    select.append(chance(2) ? " WHERE " + expression(depth + 1) : "");
    select.append(one("", "", "", " GROUP BY " + column(), " GROUP BY 1 HAVING " + expression(3)));
    select.append(chance(8) && depth < DEEPEST ? " UNION ALL " + select(depth + 2) : "");
    select.append(one("", "", " ORDER BY " + column() + one("", " DESC"), " ORDER BY 1 LIMIT ?"));
    return select.append(one("", "", "", " FOR UPDATE")).toString();
  }

  private String expression(int depth) {
    if (depth >= DEEPEST || !chance(3)) {
      return one(column(), column(), "?", "1", "'a'", "NULL", "-1.5", "$$it's$$", "now()");
    }
    String left = expression(depth + 1);
    String right = expression(depth + 1);
    return switch (random.nextInt(11)) {
      case 0 ->
          left + one(" = ", " < ", " || ", " AND ", " OR ", " + ", " IS DISTINCT FROM ") + right;
      case 1 -> "(" + left + ")" + one("", "::text", " IS NOT NULL", " COLLATE \"C\"");
      case 2 -> "CASE WHEN " + left + " THEN " + right + " END";
      case 3 -> one("coalesce(", "upper(", "random(") + left + ")";
      case 4 -> "(" + left + ") IN (" + right + ", " + expression(depth + 1) + ")";
      case 5 -> "EXISTS (" + select(depth + 1) + ")";
      case 6 -> "(" + select(depth + 1) + ")";
      case 7 -> "CAST(" + left + " AS " + one("text", "numeric(12,2)", "customers") + ")";
      case 8 -> "ARRAY[" + left + ", " + right + "]";
      case 9 -> "count(*) FILTER (WHERE " + left + ") OVER (PARTITION BY " + right + ")";
      default -> "(" + left + ") BETWEEN (" + right + ") AND 5";
    };
  }
}
