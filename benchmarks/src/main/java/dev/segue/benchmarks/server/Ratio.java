package dev.segue.benchmarks.server;

import java.util.Arrays;

/**
 * How the throughputs of one way are to those of another: the median of the rounds' ratios, between
 * two of them that enclose the true median with a probability of 95 %, whatever the distribution
 * (order statistics; Conover, Practical Nonparametric Statistics, 3.2).
 */
record Ratio(double median, double low, double high) {

  private static final double QUANTILE_95 = 1.96;

  /** Of throughputs by round; those of one round belong together. */
  static Ratio of(double[] throughputs, double[] measure) {
    double[] ratios = new double[throughputs.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = throughputs[i] / measure[i];
    }
    Arrays.sort(ratios);
    double half = QUANTILE_95 * Math.sqrt(ratios.length) / 2;
    int low = (int) Math.max(0, Math.floor(ratios.length / 2.0 - half) - 1);
    int high = (int) Math.min(ratios.length - 1, Math.ceil(ratios.length / 2.0 + half));
    return new Ratio(middle(ratios), ratios[low], ratios[high]);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return middle(sorted);
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
