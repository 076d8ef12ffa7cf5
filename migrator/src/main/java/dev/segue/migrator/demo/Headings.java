package dev.segue.migrator.demo;

import dev.segue.migrator.demo.display.Console;
import dev.segue.migrator.demo.display.Style;
import dev.segue.migrator.demo.shop.Stock;
import java.util.List;

/** What the demo says before and after the walk. */
final class Headings {

  private final Console console;

  Headings(Console console) {
    this.console = console;
  }

  void start(DemoOptions options) {
    console.line(console.styled(Style.BOLD, "Segue demo") + "  " + options.scenario().headline());
    console.line("");
    console.line(
        options.url().isPresent() ? "connecting to the database …" : "starting PostgreSQL …");
  }

  void filled(String database, Stock stock, int threads) {
    console.line(
        "%s, %,d rows in %s, a shop of %d threads"
            .formatted(database, stock.rows(), tables(stock.design().tables()), threads));
  }

  private static String tables(List<String> names) {
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
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
