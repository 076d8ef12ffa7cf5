package dev.segue.migrator.cli;

import dev.segue.flags.FlagException;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.flags.store.FlagWriter;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.flag.FlagChange;
import dev.segue.rules.migration.Migration;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue flag}. */
@Command(
    name = "flag",
    mixinStandardHelpOptions = true,
    description = {
      "Sets a flag: write-new and retire-old on or off, read-new and shadow-read to a percentage.",
      "Refuses what would lose data and says why (exit code 1, nothing changed). Then waits until"
          + " the whole fleet follows (exit code 4 if it does not in time; the flag stays set)."
    })
final class FlagCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection;
  @Mixin private FleetOptions fleet;
  @Mixin private LockOptions lock;

  @Parameters(index = "0", paramLabel = "MIGRATION", description = "Its id in the rules file.")
  private String id;

  @Parameters(
      index = "1",
      paramLabel = "FLAG",
      description = "write-new, shadow-read, read-new or retire-old.")
  private String flag;

  @Parameters(index = "2", paramLabel = "VALUE", description = "on, off, or a percentage: 0.25.")
  private String value;

  @Option(names = "--no-wait", description = "Do not wait for the fleet.")
  private boolean noWait;

  @Option(
      names = "--accept-missing-constraints",
      description =
          "Retire the old shape though a constraint on it has no counterpart on the new one.")
  private boolean acceptMissing;

  @Option(names = "--json", description = "Print what was set as a JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    FlagKind kind =
        FlagKind.ofWord(flag)
            .orElseThrow(
                () ->
                    MigratorException.badInput(
                        "there is no flag \"%s\"".formatted(flag),
                        "The flags are write-new, shadow-read, read-new and retire-old.",
                        ""));
    Percentage share = share();
    try (MigrationContext context = connection.open();
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), "flag")) {
      Migration migration = context.migration(id);
      Duration wait = noWait ? Duration.ZERO : fleet.timeout();
      FlagWriter.Change change =
          new FlagChange(context, lock.lockedChange())
              .run(migration, kind, share, new FlagChange.Options(wait, acceptMissing), progress);
      print(change, noWait ? "the fleet is not waited for" : "the whole fleet follows");
      return ExitCode.OK;
    }
  }

  private Percentage share() {
    try {
      return switch (value) {
        case "on" -> Percentage.HUNDRED;
        case "off" -> Percentage.ZERO;
        default -> Percentage.parse(value);
      };
    } catch (FlagException e) {
      throw MigratorException.badInput(e.fact(), e.detail(), e.hint());
    }
  }

  private void print(FlagWriter.Change change, String followed) {
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("migration", id);
      map.put("flag", flag);
      map.put("before", change.before().toString());
      map.put("after", change.after().toString());
      map.put("epoch", change.epoch());
      spec.commandLine().getOut().println(Json.line(map));
    } else {
      spec.commandLine().getOut().printf("%s: %s; %s%n", id, change.after(), followed);
    }
  }
}
