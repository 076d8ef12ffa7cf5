package dev.segue.migrator.demo;

import dev.segue.migrator.demo.display.Console;
import dev.segue.migrator.demo.display.Style;
import java.util.List;

/** What the demo says before and after the walk. */
final class Headings {

  private final Console console;

  Headings(Console console) {
    this.console = console;
  }

  void start(DemoOptions options) {
    console.line(
        console.styled(Style.BOLD, "Segue demo")
            + "  two columns of a live shop change their name and type, by flags alone");
    console.line("");
    console.line(
        options.url().isPresent() ? "connecting to the database …" : "starting PostgreSQL …");
  }

  void filled(String database, long rows, int threads) {
    console.line(
        "%s, %,d rows in customers and orders, a shop of %d threads"
            .formatted(database, rows, threads));
  }

  void rules(List<String> lines) {
    console.line("");
    console.line(console.styled(Style.BOLD, "segue.yaml"));
    lines.forEach(line -> console.line("  " + console.styled(Style.FAINT, line)));
  }

  void urls(String before, String after) {
    console.line("");
    console.line(console.styled(Style.BOLD, "all that changes in the shop is its URL"));
    console.line("  " + console.styled(Style.FAINT, "- " + Passwords.hidden(before)));
    console.line("  " + console.styled(Style.GOOD, "+ " + Passwords.hidden(after)));
  }

  void hold(String url) {
    console.line("");
    console.line("The database stays up until Ctrl-C:");
    console.line("  " + console.styled(Style.COMMAND, url));
  }
}
