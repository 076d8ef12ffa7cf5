package dev.segue.rules.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A rules file of the test resources and the mistakes that it announces with {@code #!}. */
record RulesFileCase(String name, String text, List<Announced> mistakes) {

  private static final Pattern MARK = Pattern.compile("#!");

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
      String content = Files.readString(path);
      List<Announced> mistakes = new ArrayList<>();
      List<String> lines = content.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        int line = i + 1;
        MARK.splitAsStream(lines.get(i))
            .skip(1)
            .forEach(text -> mistakes.add(new Announced(line, text.strip())));
      }
      return new RulesFileCase(path.getFileName().toString(), content, mistakes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
