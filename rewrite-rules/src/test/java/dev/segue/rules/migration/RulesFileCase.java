package dev.segue.rules.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A rules file of the test resources and the mistakes that it announces with {@code #!}. */
record RulesFileCase(String name, String text, List<Announced> mistakes) {

  private static final String MARK = "#!";

  record Announced(int line, String text) {
    boolean matches(Mistake mistake) {
      return mistake.line() == line && mistake.message().contains(text);
    }
  }

  static Stream<RulesFileCase> in(String directory) {
    try {
      Path path = Path.of(RulesFileCase.class.getResource(directory).toURI());
      try (Stream<Path> files = Files.list(path)) {
        return files.sorted().map(RulesFileCase::read).toList().stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RulesFileCase read(Path path) {
    try {
      String text = Files.readString(path);
      List<Announced> mistakes = new ArrayList<>();
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String[] parts = lines.get(i).split(MARK);
        for (int j = 1; j < parts.length; j++) {
          mistakes.add(new Announced(i + 1, parts[j].strip()));
        }
      }
      return new RulesFileCase(path.getFileName().toString(), text, mistakes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
