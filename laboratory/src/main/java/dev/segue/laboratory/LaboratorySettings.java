package dev.segue.laboratory;

import dev.segue.laboratory.world.Move;
import dev.segue.laboratory.world.World;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How long the laboratory runs.
 *
 * @param firstSeed the seed of the first world; the next ones follow it
 * @param seeds how many worlds
 * @param statements how many statements for each world and shape
 * @param limit no world is begun after that
 * @param threads how many worlds at once
 * @param worlds which worlds; the seeds of others are passed over
 */
public record LaboratorySettings(
    long firstSeed, long seeds, int statements, Duration limit, int threads, Worlds worlds) {

  /** What the tables of a world become. */
  public enum Worlds {
    ALL(world -> true),
    /** Tables that change as a whole are among them. */
    MOVED(world -> world.moves().findAny().isPresent()),
    /** Tables that are decomposed are among them. */
    DECOMPOSED(world -> world.has(Move.Decomposing.class)),
    /** Tables that are joined are among them. */
    JOINED(world -> world.has(Move.Joining.class)),
    /** Tables whose parts an application names are among them. */
    PARTS(World::speaksOfParts),
    /** Tables whose rows are split are among them. */
    SPLIT(world -> world.has(Move.Splitting.class)),
    /** Tables that are united with others are among them. */
    UNITED(world -> world.has(Move.Uniting.class)),
    /** Columns whose values go into lookup tables are among them. */
    EXTRACTED(World::looksUp),
    /** Tables whose second shape triggers write are among them. */
    FOLLOWED(World::isFollowed),
    /** Tables of which a column goes to one to which they refer are among them. */
    RELATED(World::relates);

    private final Predicate<World> included;

    Worlds(Predicate<World> included) {
      this.included = included;
    }

    boolean includes(World world) {
      return included.test(world);
    }
  }

  /** All worlds. */
  public LaboratorySettings(
      long firstSeed, long seeds, int statements, Duration limit, int threads) {
    this(firstSeed, seeds, statements, limit, threads, Worlds.ALL);
  }

  /**
   * As system properties say: {@code laboratory.seed}, {@code .seeds}, {@code .statements}, {@code
   * .hours} or {@code .seconds}, {@code .threads}, {@code .worlds}.
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
        Integer.getInteger("laboratory.threads", standard.threads),
        Worlds.valueOf(
            System.getProperty("laboratory.worlds", standard.worlds.name())
                .toUpperCase(Locale.ROOT)));
  }
}
