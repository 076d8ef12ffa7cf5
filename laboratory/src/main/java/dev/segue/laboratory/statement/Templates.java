package dev.segue.laboratory.statement;

import dev.segue.laboratory.world.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What expressions of a kind are made of: SQL with places for expressions, {@code {INT}}.
 *
 * <p>None of them can fail for a value, so that no result depends on the order in which the server
 * evaluates; none depends on the time or on a setting.
 */
final class Templates {

  private static final Map<Kind, List<String>> ALL = new EnumMap<>(Kind.class);

  private static final List<String> ANY_KIND =
      List.of(
          "coalesce({K}, {K})",
          "nullif({K}, {K})",
          "CASE WHEN {BOOL} THEN {K} ELSE {K} END",
          "CASE WHEN {BOOL} THEN {K} END",
          "(({K}))");

  private static final List<String> ORDERED = List.of("greatest({K}, {K})", "least({K}, {K})");

  private static final List<String> COMPARISONS =
      List.of(
          "({K} = {K})",
          "({K} <> {K})",
          "({K} < {K})",
          "({K} >= {K})",
          "({K} IS DISTINCT FROM {K})",
          "({K} BETWEEN {K} AND {K})",
          "({K} IN ({K}, {K}))",
          "({K} NOT IN ({K}, {K}))",
          "({K} IS NULL)",
          "({K} IS NOT NULL)",
          "(({K}, {INT}) = ({K}, {INT}))",
          "(({K}, {INT}) < ({K}, {INT}))");

  static {
    put(
        Kind.INT,
        "({INT} + {INT})",
        "({INT} - {INT})",
        "({INT} * 2)",
        "(- {INT})",
        "abs({INT})",
        "length({TEXT})",
        "mod({INT}, 7)",
        "extract(year FROM {DATE})::integer",
        "cardinality({INTS})",
        "strpos({TEXT}, 'a')",
        "({DATE} - {DATE})",
        "({BOOL})::integer",
        "CASE {MOOD} WHEN 'sad' THEN {INT} ELSE {INT} END");
    put(Kind.BIGINT, "({BIGINT} + {INT})", "({INT})::bigint", "abs({BIGINT})", "({BIGINT} - 1)");
    put(
        Kind.NUMERIC,
        "({NUMERIC} + {NUMERIC})",
        "({NUMERIC} - {NUMERIC})",
        "round({NUMERIC} * {NUMERIC}, 2)",
        "round({NUMERIC} / 4.0, 2)",
        "({INT})::numeric(12,2)",
        "abs({NUMERIC})");
    put(
        Kind.TEXT,
        "({TEXT} || {TEXT})",
        "upper({TEXT})",
        "lower({TEXT})",
        "substr({TEXT}, 1, 3)",
        "substring({TEXT} FROM 2 FOR 2)",
        "trim(both 'a' from {TEXT})",
        "replace({TEXT}, 'a', 'b')",
        "left({TEXT}, 2)",
        "({INT})::text",
        "({NUMERIC})::text",
        "CAST({DATE} AS text)",
        "({BOOL})::text",
        "({MOOD})::text",
        "to_char({DATE}, 'YYYY/MM')",
        "({JSON} ->> 'k')",
        "({JSON} #>> '{n,0}')",
        "array_to_string({TEXTS}, ',', '-')",
        "concat({TEXT}, {INT}, {BOOL})",
        "overlay({TEXT} placing 'x' from 1 for 1)",
        "(({JSON})::text)");
    put(
        Kind.BOOL,
        "({BOOL} AND {BOOL})",
        "({BOOL} OR {BOOL})",
        "(NOT {BOOL})",
        "({BOOL} IS TRUE)",
        "({BOOL} IS NOT UNKNOWN)",
        "({TEXT} LIKE 'a%')",
        "({TEXT} ILIKE '%A%')",
        "({TEXT} ~ '^[a-z]')",
        "({INT} = ANY ({INTS}))",
        "({TEXT} = ANY ({TEXTS}))",
        "({INTS} && {INTS})",
        "({INTS} @> {INTS})",
        "({JSON} @> '{\"k\": 1}')",
        "jsonb_exists({JSON}, 'k')",
        "({INT} > ALL (ARRAY[1, 2]))",
        "({INT} = {BIGINT})",
        "({NUMERIC} > {INT})",
        "(({DATE}, {DATE}) OVERLAPS ({DATE}, {DATE}))");
    put(Kind.DATE, "({DATE} + 3)", "({TIMESTAMP})::date");
    put(
        Kind.TIMESTAMP,
        "({TIMESTAMP} + interval '1 day')",
        "date_trunc('month', {TIMESTAMP})",
        "({DATE})::timestamp");
    put(Kind.MOOD);
    put(
        Kind.INTS,
        "ARRAY[{INT}, {INT}]",
        "array_append({INTS}, {INT})",
        "({INTS} || {INTS})",
        "({INTS})[1:2]");
    put(
        Kind.TEXTS,
        "ARRAY[{TEXT}, {TEXT}]",
        "array_remove({TEXTS}, {TEXT})",
        "string_to_array({TEXT}, ' ')");
    put(
        Kind.JSON,
        "jsonb_build_object('k', {INT})",
        "jsonb_build_object('k', {TEXT}, 'n', {NUMERIC})",
        "to_jsonb({TEXT})",
        "to_jsonb({INTS})",
        "({JSON} -> 'k')",
        "jsonb_build_array({INT}, {DATE})");
    for (Kind kind : Kind.values()) {
      for (String comparison : COMPARISONS) {
        // All kinds are compared, JSON and arrays less often than their number would have it.
        if (kind.ordinal() < Kind.MOOD.ordinal() + 1 || !comparison.contains("BETWEEN")) {
          ALL.get(Kind.BOOL).add(comparison.replace("{K}", "{" + kind + "}"));
        }
      }
    }
  }

  private Templates() {}

  private static void put(Kind kind, String... templates) {
    List<String> all = new ArrayList<>(List.of(templates));
    List<String> common = new ArrayList<>(ANY_KIND);
    common.addAll(ORDERED);
    for (String template : common) {
      all.add(template.replace("{K}", "{" + kind + "}"));
    }
    ALL.put(kind, all);
  }

  static List<String> of(Kind kind) {
    return ALL.get(kind);
  }
}
