package dev.segue.laboratory;

import java.time.Duration;

/**
 * How long the laboratory runs.
 *
 * @param firstSeed the seed of the first world; the next ones follow it
 * @param seeds how many worlds
 * @param statements how many statements for each world and shape
 * @param limit no world is begun after that
 * @param threads how many worlds at once
 */
public record LaboratorySettings(
    long firstSeed, long seeds, int statements, Duration limit, int threads) {

  /**
   * As system properties say: {@code laboratory.seed}, {@code .seeds}, {@code .statements}, {@code
   * .hours} or {@code .seconds}, {@code .threads}.
   *
   * @param standard what holds where they say nothing
   */
  public static LaboratorySettings fromProperties(LaboratorySettings standard) {
    long seconds = Long.getLong("laboratory.seconds", standard.limit.toSeconds());
    String hours = System.getProperty("laboratory.hours", "");
    return new LaboratorySettings(
        Long.getLong("laboratory.seed", standard.firstSeed),
        Long.getLong("laboratory.seeds", standard.seeds),
        Integer.getInteger("laboratory.statements", standard.statements),
        hours.isEmpty()
            ? Duration.ofSeconds(seconds)
            : Duration.ofSeconds((long) (Double.parseDouble(hours) * 3600)),
        Integer.getInteger("laboratory.threads", standard.threads));
  }
}
