package dev.segue.benchmarks.server;

import dev.segue.benchmarks.Wrapping;
import dev.segue.benchmarks.server.Way.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Has the ways of a workload done in turns, each for a short while by all clients at once: a round
 * is one turn of each. The order is another one from round to round, for who comes first finds the
 * caches as the last one left them.
 *
 * @param clients threads, each with a connection of its own to each way
 * @param warmUp rounds that are not counted
 */
record Turns(int clients, int warmUp, int rounds, Duration turn) {

  /**
   * Returns the throughputs of each way, round by round, in operations a second.
   *
   * @param between is done before each turn, and not measured
   */
  List<double[]> run(List<Way> ways, Workload.Between between) throws Exception {
    List<double[]> throughputs = new ArrayList<>();
    ways.forEach(way -> throughputs.add(new double[rounds]));
    List<Wrapping.Open> connections = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<List<Work>> works = new ArrayList<>();
      for (Way way : ways) {
        List<Work> ofClients = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
          Wrapping.Open open = way.connector().connect();
          connections.add(open);
          ofClients.add(way.preparation().on(open.connection()));
        }
        works.add(ofClients);
      }
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < ways.size(); i++) {
        order.add(i);
      }
      for (int round = -warmUp; round < rounds; round++) {
        Collections.rotate(order, 1);
        for (int way : order) {
          between.run();
          double throughput = turn(threads, works.get(way));
          if (round >= 0) {
            throughputs.get(way)[round] = throughput;
          }
        }
      }
      return throughputs;
    } finally {
      threads.shutdownNow();
      for (Wrapping.Open open : connections) {
        open.close();
      }
    }
  }

  private double turn(ExecutorService threads, List<Work> works)
      throws InterruptedException, ExecutionException {
    List<Callable<Double>> clientsAtWork = new ArrayList<>();
    works.forEach(work -> clientsAtWork.add(() -> throughput(work)));
    double sum = 0;
    for (Future<Double> client : threads.invokeAll(clientsAtWork)) {
      sum += client.get();
    }
    return sum;
  }

  private double throughput(Work work) throws SQLException {
    long begin = System.nanoTime();
    long end = begin + turn.toNanos();
    long done = 0;
    long now;
    do {
      done += work.perform();
      now = System.nanoTime();
    } while (now < end);
    return done * 1e9 / (now - begin);
  }
}
