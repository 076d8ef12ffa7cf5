package dev.segue.rules.catalog;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a type as a rules file declares it like {@code format_type} would print it, so that a
 * column which is not there yet is written by the same rules as one that is. PostgreSQL's own names
 * are known (manual, 8 Data Types, table 8.1) and what their modifiers are ({@code
 * anychar_typmodin}, {@code numerictypmodin}, {@code anybit_typmodin}); any other type has none.
 */
final class DeclaredType {

  private static final Pattern BUILTIN =
      Pattern.compile(
          "(?:pg_catalog\\s*\\.\\s*)?([a-z][a-z0-9]*(?: [a-z]+)*?)"
              + "(?: ?\\( ?(\\d{1,9}) ?(?:, ?(-?\\d{1,9}) ?)?\\))?((?: with| without) time zone)?");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("int2", "smallint"),
          Map.entry("int", "integer"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("decimal", "numeric"),
          Map.entry("dec", "numeric"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("bool", "boolean"),
          Map.entry("varchar", "character varying"),
          Map.entry("char varying", "character varying"),
          Map.entry("national character varying", "character varying"),
          Map.entry("national char varying", "character varying"),
          Map.entry("nchar varying", "character varying"),
          Map.entry("char", "character"),
          Map.entry("national character", "character"),
          Map.entry("national char", "character"),
          Map.entry("nchar", "character"),
          Map.entry("varbit", "bit varying"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timestamptz", "timestamp with time zone"),
          Map.entry("time", "time without time zone"),
          Map.entry("timetz", "time with time zone"));

  /** {@code VARHDRSZ}: what lengths of characters and precisions are counted with. */
  private static final int HEADER = 4;

  private static final int SINGLE_PRECISION = 24;

  private DeclaredType() {}

  static ColumnType of(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    Matcher builtin = BUILTIN.matcher(name);
    if (!builtin.matches()) {
      return new ColumnType(text, text, -1);
    }
    String zone = builtin.group(4) == null ? "" : builtin.group(4);
    String written = builtin.group(1) + zone;
    String base = NAMES.getOrDefault(written, written);
    int first = builtin.group(2) == null ? -1 : Integer.parseInt(builtin.group(2));
    int second = builtin.group(3) == null ? 0 : Integer.parseInt(builtin.group(3));
    return switch (base) {
      // Without a length, these two are of one character; bpchar is of any.
      case "character" -> new ColumnType(text, base, (first < 0 ? 1 : first) + HEADER);
      case "bit" -> new ColumnType(text, base, first < 0 ? 1 : first);
      case "bpchar" -> new ColumnType(text, "character", first < 0 ? -1 : first + HEADER);
      case "character varying" -> new ColumnType(text, base, first < 0 ? -1 : first + HEADER);
      case "numeric" ->
          new ColumnType(text, base, first < 0 ? -1 : (first << 16 | second & 0x7ff) + HEADER);
      case "float" ->
          new ColumnType(
              text, first > 0 && first <= SINGLE_PRECISION ? "real" : "double precision", -1);
      default -> new ColumnType(text, base, first);
    };
  }
}
