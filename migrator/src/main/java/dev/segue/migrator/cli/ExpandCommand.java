package dev.segue.migrator.cli;

import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.expand.Expansion;
import dev.segue.rules.migration.Migration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue expand}. */
@Command(
    name = "expand",
    mixinStandardHelpOptions = true,
    description = {
      "Makes Segue's control tables and adds the columns of the new shape, nullable and without"
          + " default; or makes the table that takes the old one's place.",
      "Can be run again: what is there already stays."
    })
final class ExpandCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection;
  @Mixin private LockOptions lock;

  @Parameters(paramLabel = "MIGRATION", description = "Its id in the rules file.")
  private String id;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (MigrationContext context = connection.open();
        ConsoleProgress progress =
            new ConsoleProgress(spec.commandLine().getErr(), "expand " + id)) {
      Migration migration = context.migration(id);
      List<String> added = new Expansion(context, lock.lockedChange()).run(migration, progress);
      boolean onlyDrops =
          migration.copied().isEmpty()
              && migration.changes().stream().allMatch(change -> change.newColumns().isEmpty());
      spec.commandLine()
          .getOut()
          .println(
              added.isEmpty() && !onlyDrops
                  ? "the new shape of %s is there already".formatted(id)
                  : "%s is expanded; next: segue flag %s write-new on".formatted(id, id));
      return ExitCode.OK;
    }
  }
}
