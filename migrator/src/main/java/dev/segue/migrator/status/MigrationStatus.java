package dev.segue.migrator.status;

import java.util.List;
import java.util.Map;

/**
 * Where one migration stands, in words. Immutable.
 *
 * @param changes which columns become which: {@code name -> first_name, last_name}, {@code adds
 *     total}; before them the table that takes the place, {@code table -> public.orders_by_month}
 * @param flags what they say
 * @param flagValues the same by flag: {@code on}, {@code off}, {@code 25%}
 * @param stage what takes effect
 * @param departures why, where that is something else
 * @param shapes what is known of the two shapes
 * @param evidence the same by fact
 */
public record MigrationStatus(
    String id,
    String table,
    List<String> changes,
    String flags,
    Map<String, String> flagValues,
    String stage,
    List<String> departures,
    String shapes,
    Map<String, Boolean> evidence,
    String backfill,
    String verification) {

  public MigrationStatus {
    changes = List.copyOf(changes);
    departures = List.copyOf(departures);
  }
}
