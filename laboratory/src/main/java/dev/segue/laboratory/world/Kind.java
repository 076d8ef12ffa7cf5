package dev.segue.laboratory.world;

import java.util.List;

/**
 * What can be done with a value: the types among which expressions are generated. Several column
 * types are of one kind ({@code text}, {@code varchar(20)}).
 *
 * <p>There is no floating point, whose sums depend on the order of rows. All numeric values have
 * two digits after the point, so that equal ones look alike: which of 0 and 0.00 a DISTINCT keeps
 * is not defined.
 */
public enum Kind {
  INT("integer", "0", "1", "2", "3", "5", "7", "10", "12", "-4"),
  BIGINT("bigint", "0", "1", "2", "3", "7", "12", "100", "-40"),
  NUMERIC("numeric(10,2)", "0.00", "1.50", "2.00", "9.99", "12.25", "-3.10", "20.00"),
  TEXT("text", "", "a", "b", "Ada", "Bob", "x y", "O'Neil", "50%", "7", "name"),
  BOOL("boolean", "true", "false"),
  DATE("date", "2026-01-05", "2026-02-01", "2026-02-28", "1999-12-31"),
  TIMESTAMP("timestamp", "2026-01-05 00:00:00", "2026-02-01 12:30:00", "1999-12-31 23:59:59"),
  MOOD("mood", "sad", "ok", "happy"),
  INTS("integer[]", "{}", "{1}", "{1,2,3}", "{7,NULL}", "{12}"),
  TEXTS("text[]", "{}", "{a}", "{a,b}", "{\"x y\",NULL}"),
  JSON("jsonb", "{}", "{\"k\": 1}", "{\"k\": \"a\", \"name\": \"x\"}", "{\"n\": [1, 2]}");

  private final String type;
  private final List<String> samples;

  Kind(String type, String... samples) {
    this.type = type;
    this.samples = List.of(samples);
  }

  /** The type that a value of this kind is cast to. */
  public String type() {
    return type;
  }

  /** Values in PostgreSQL's own text form. */
  public List<String> samples() {
    return samples;
  }

  /** A value as an SQL literal that says its type. */
  public String typedLiteral(String value) {
    return switch (this) {
      case INT -> value.startsWith("-") ? "(" + value + ")" : value;
      case BOOL -> value;
      case NUMERIC -> value.startsWith("-") ? "(" + value + ")" : value;
      default -> quoted(value) + "::" + type;
    };
  }

  /** A value as an SQL literal whose type the context must tell. */
  public String bareLiteral(String value) {
    return switch (this) {
      case INT, BIGINT, NUMERIC -> value.startsWith("-") ? "(" + value + ")" : value;
      case BOOL -> value;
      default -> quoted(value);
    };
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
