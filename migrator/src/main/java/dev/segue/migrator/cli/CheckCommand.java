package dev.segue.migrator.cli;

import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.check.Finding;
import dev.segue.migrator.check.Finding.Severity;
import dev.segue.migrator.check.SchemaCheck;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the rules file with the database: what stands in the way, and what to do about it.",
      "Changes nothing. Exits with 1 if there are errors; warnings alone are 0, unless --strict."
    })
final class CheckCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection;

  @Parameters(arity = "0..1", paramLabel = "MIGRATION", description = "Only this one.")
  private String id;

  @Option(names = "--strict", description = "Exit with 1 for warnings too.")
  private boolean strict;

  @Option(names = "--json", description = "Print a JSON array of findings.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (MigrationContext context = connection.open()) {
      SchemaCheck check = new SchemaCheck(context);
      List<Finding> findings = id == null ? check.run() : check.run(context.migration(id));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.line(findings.stream().map(CheckCommand::json).toList()));
      } else {
        findings.forEach(finding -> print(out, finding));
        out.println(summary(findings));
      }
      boolean found =
          findings.stream()
              .anyMatch(
                  f ->
                      f.severity() == Severity.ERROR || strict && f.severity() == Severity.WARNING);
      return found ? ExitCode.FOUND : ExitCode.OK;
    }
  }

  private static void print(PrintWriter out, Finding finding) {
    out.printf(
        "%s (line %d): %s: %s%n",
        finding.migration(), finding.line(), word(finding), finding.fact());
    if (!finding.detail().isEmpty()) {
      out.println("  Detail: " + finding.detail());
    }
    if (!finding.hint().isEmpty()) {
      out.println("  Hint: " + finding.hint());
    }
  }

  private static String word(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }

  private static String summary(List<Finding> findings) {
    long errors = findings.stream().filter(f -> f.severity() == Severity.ERROR).count();
    long warnings = findings.stream().filter(f -> f.severity() == Severity.WARNING).count();
    return errors + warnings == 0
        ? "the rules fit the database"
        : "%d error%s, %d warning%s"
            .formatted(errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("severity", word(finding));
    map.put("migration", finding.migration());
    map.put("line", finding.line());
    map.put("subject", finding.subject().word());
    map.put("object", finding.object());
    map.put("fact", finding.fact());
    map.put("detail", finding.detail());
    map.put("hint", finding.hint());
    return map;
  }
}
