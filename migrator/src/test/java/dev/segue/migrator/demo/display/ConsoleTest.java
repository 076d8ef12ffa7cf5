package dev.segue.migrator.demo.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void aPipeGetsLinesWithoutColoursAndNothingInPlace() {
    Console console = Console.plain(out);

    console.line(console.styled(Style.BAD, "failed"));
    console.live(List.of("a moment"));
    console.settle();

    assertThat(written()).isEqualTo("failed\n");
  }

  @Test
  void aTerminalGetsColours() {
    assertThat(Console.terminal(out).styled(Style.GOOD, "done"))
        .isEqualTo("\u001B[32mdone\u001B[0m");
  }

  @Test
  void linesAtTheBottomAreDrawnOverTheOnesBefore() {
    Console console = Console.terminal(out);

    console.live(List.of("one", "two"));
    console.live(List.of("three"));

    assertThat(written()).isEqualTo("one\ntwo\n\u001B[2A\r\u001B[Jthree\n");
  }

  @Test
  void aLineThatStaysIsWrittenAboveThem() {
    Console console = Console.terminal(out);

    console.live(List.of("moment"));
    console.line("stays");

    assertThat(written()).isEqualTo("moment\n\u001B[1A\r\u001B[Jstays\nmoment\n");
  }
}
