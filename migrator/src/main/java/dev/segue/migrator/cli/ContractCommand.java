package dev.segue.migrator.cli;

import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.contract.Contraction;
import dev.segue.rules.migration.Migration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue contract}. */
@Command(
    name = "contract",
    mixinStandardHelpOptions = true,
    description = {
      "Drops the columns of the old shape, and renames the table where it is to have another name;"
          + " or drops the old table where another one has taken its place.",
      "There is no way back.",
      "Needs retire-old on, and waits until nothing in the fleet uses them."
    })
final class ContractCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection;
  @Mixin private FleetOptions fleet;
  @Mixin private LockOptions lock;

  @Parameters(paramLabel = "MIGRATION", description = "Its id in the rules file.")
  private String id;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (MigrationContext context = connection.open();
        ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), "contract")) {
      Migration migration = context.migration(id);
      if (!yes && !onlyAdds(migration) && !confirmed(migration)) {
        spec.commandLine()
            .getErr()
            .println("segue: nothing was dropped\nHint: Answer yes, or give --yes.");
        return ExitCode.FOUND;
      }
      Contraction.Outcome outcome =
          new Contraction(context, lock.lockedChange()).run(migration, fleet.timeout(), progress);
      spec.commandLine()
          .getOut()
          .println(
              !outcome.isEmpty()
                  ? "%s is done: the old shape is gone".formatted(id)
                  : onlyAdds(migration)
                      ? "%s only adds columns: there is nothing to drop".formatted(id)
                      : "the old shape of %s is gone already".formatted(id));
      return ExitCode.OK;
    }
  }

  private static boolean onlyAdds(Migration migration) {
    return migration.renamed().isEmpty()
        && migration.copied().isEmpty()
        && migration.changes().stream().allMatch(change -> change.oldColumns().isEmpty());
  }

  private boolean confirmed(Migration migration) {
    if (System.console() == null) {
      return false;
    }
    String answer =
        System.console()
            .readLine(
                "Drop the old shape of %s for good? Type yes: ", migration.table().toString());
    return "yes".equals(answer);
  }
}
