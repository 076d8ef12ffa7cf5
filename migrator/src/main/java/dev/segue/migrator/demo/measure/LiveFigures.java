package dev.segue.migrator.demo.measure;

import java.util.List;

/**
 * What happened in the last moment. Immutable.
 *
 * @param latency how long statements took
 * @param routes where they ran, by migration
 * @param failed statements that failed since the beginning
 * @param contradicted reads that contradicted the ledger since the beginning
 */
public record LiveFigures(
    Latency latency, List<RouteCounts> routes, long failed, long contradicted) {

  public LiveFigures {
    routes = List.copyOf(routes);
  }
}
