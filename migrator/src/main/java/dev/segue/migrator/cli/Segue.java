package dev.segue.migrator.cli;

import dev.segue.migrator.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "segue",
    mixinStandardHelpOptions = true,
    version = "segue 0.1.0-SNAPSHOT",
    description = "Migrates live PostgreSQL tables by flags, without the application noticing.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      InspectCommand.class,
      ExpandCommand.class,
      BackfillCommand.class,
      VerifyCommand.class,
      FlagCommand.class,
      StatusCommand.class,
      ContractCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing found",
      "1:errors or differences found, or refused as unsafe",
      "2:arguments, rules file or SQL cannot be used",
      "3:the database cannot be reached",
      "4:begun and not finished in time; run it again",
      "70:a mistake in Segue itself"
    },
    footer = {
      "",
      "In order: check, expand, flag ID write-new on, backfill, verify, flag ID read-new PERCENT,",
      "flag ID retire-old on, contract. See docs/operations.md."
    })
public final class Segue implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The command line, to be extended by commands of other packages or executed. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Segue());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Failures::badArguments);
    line.setExecutionExceptionHandler(Failures::failed);
    return line;
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }
}
