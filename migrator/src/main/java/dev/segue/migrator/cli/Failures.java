package dev.segue.migrator.cli;

import dev.segue.driver.control.ControlTablesException;
import dev.segue.flags.FlagException;
import dev.segue.migrator.MigratorException;
import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.migration.RulesException;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into a message without a stack trace, and an exit code. */
final class Failures {

  private Failures() {}

  static int badArguments(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("segue: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Hint: See " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.BAD_INPUT;
  }

  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof MigratorException migrator) {
      return print(err, e, ExitCode.of(migrator.kind()));
    }
    if (e instanceof RulesException || e instanceof FlagException) {
      return isUnreachable(e) ? unreachable(err, e) : print(err, e, ExitCode.BAD_INPUT);
    }
    if (e instanceof CatalogUnavailableException
        || e instanceof ControlTablesException
        || e instanceof SQLException) {
      return isUnreachable(e) ? unreachable(err, e) : print(err, e, ExitCode.UNFINISHED);
    }
    err.println("segue: a mistake in Segue itself: " + e);
    for (StackTraceElement element : e.getStackTrace()) {
      if (element.getClassName().startsWith("dev.segue.")) {
        err.println("  at " + element);
        break;
      }
    }
    return ExitCode.INTERNAL;
  }

  private static int print(PrintWriter err, Exception e, int code) {
    err.println("segue: " + e.getMessage());
    return code;
  }

  private static int unreachable(PrintWriter err, Throwable e) {
    return print(err, MigratorException.unreachable(sqlCause(e)), ExitCode.UNREACHABLE);
  }

  private static boolean isUnreachable(Throwable e) {
    SQLException cause = sqlCause(e);
    return cause != null
        && cause.getSQLState() != null
        && (cause.getSQLState().startsWith("08") || cause.getSQLState().startsWith("57P"));
  }

  private static SQLException sqlCause(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
