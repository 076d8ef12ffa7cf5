/**
 * The command line {@code segue}: reads arguments, calls the steps, prints what they say. Enters:
 * arguments, {@code SEGUE_URL}, standard input. Leaves: lines for people or JSON for scripts, and
 * an {@link dev.segue.migrator.cli.ExitCode}. Whatever a command does stands in the packages beside
 * this one; a new command is a class here and a line in {@link dev.segue.migrator.cli.Segue}.
 */
package dev.segue.migrator.cli;
