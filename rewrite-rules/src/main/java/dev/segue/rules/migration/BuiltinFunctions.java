package dev.segue.rules.migration;

import java.util.Set;

/**
 * Functions of {@code pg_catalog} that a mapping cannot call, by name, where all functions of the
 * name are alike: taken from {@code pg_proc} of PostgreSQL 18, with the common ones of extensions.
 * Functions of others are looked up in the database, where there is one.
 */
final class BuiltinFunctions {

  /** {@code provolatile = 'v'}. */
  static final Set<String> VOLATILE =
      Set.of(
          "array_sample",
          "array_shuffle",
          "clock_timestamp",
          "current_query",
          "currval",
          "gen_random_bytes",
          "gen_random_uuid",
          "lastval",
          "nextval",
          "pg_sleep",
          "query_to_xml",
          "random",
          "random_normal",
          "set_config",
          "setseed",
          "setval",
          "timeofday",
          "uuid_generate_v1",
          "uuid_generate_v1mc",
          "uuid_generate_v4",
          "uuidv4",
          "uuidv7");

  /** {@code prokind} is {@code 'a'} or {@code 'w'}; the grammar's GROUPING among them. */
  static final Set<String> OVER_ROWS =
      Set.of(
          "any_value",
          "array_agg",
          "avg",
          "bit_and",
          "bit_or",
          "bit_xor",
          "bool_and",
          "bool_or",
          "corr",
          "count",
          "covar_pop",
          "covar_samp",
          "cume_dist",
          "dense_rank",
          "every",
          "first_value",
          "grouping",
          "json_agg",
          "json_arrayagg",
          "json_object_agg",
          "json_objectagg",
          "jsonb_agg",
          "jsonb_object_agg",
          "lag",
          "last_value",
          "lead",
          "max",
          "min",
          "mode",
          "nth_value",
          "ntile",
          "percent_rank",
          "percentile_cont",
          "percentile_disc",
          "range_agg",
          "range_intersect_agg",
          "rank",
          "row_number",
          "stddev",
          "stddev_pop",
          "stddev_samp",
          "string_agg",
          "sum",
          "var_pop",
          "var_samp",
          "variance",
          "xmlagg");

  /** {@code proretset}. */
  static final Set<String> SETS =
      Set.of(
          "generate_series",
          "generate_subscripts",
          "json_array_elements",
          "json_array_elements_text",
          "json_each",
          "json_each_text",
          "json_object_keys",
          "jsonb_array_elements",
          "jsonb_array_elements_text",
          "jsonb_each",
          "jsonb_each_text",
          "jsonb_object_keys",
          "jsonb_path_query",
          "regexp_matches",
          "regexp_split_to_table",
          "string_to_table",
          "unnest");

  private BuiltinFunctions() {}
}
