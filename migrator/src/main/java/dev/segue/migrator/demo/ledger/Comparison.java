package dev.segue.migrator.demo.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison of tables with the ledger found. Immutable.
 *
 * @param rows rows that were compared
 * @param missing acknowledged rows that are not there
 * @param different rows whose values are not those acknowledged last
 * @param unasked rows that are there and must not be: deleted, rolled back, or never written
 * @param leftOut rows that were not judged, since a connection broke while they were written
 * @param examples the first findings, in words
 */
public record Comparison(
    long rows, long missing, long different, long unasked, long leftOut, List<String> examples) {

  public Comparison {
    examples = List.copyOf(examples);
  }

  /** Acknowledged writes whose effect is not in the table: what the demo calls lost. */
  public long lostWrites() {
    return missing + different + unasked;
  }

  /** Whether the tables are as the ledger says. */
  public boolean isClean() {
    return lostWrites() == 0;
  }

  /** This comparison and another one as one. */
  public Comparison and(Comparison other) {
    List<String> all = new ArrayList<>(examples);
    all.addAll(other.examples);
    return new Comparison(
        rows + other.rows,
        missing + other.missing,
        different + other.different,
        unasked + other.unasked,
        leftOut + other.leftOut,
        all);
  }
}
