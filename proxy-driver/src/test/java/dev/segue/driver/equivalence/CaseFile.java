package dev.segue.driver.equivalence;

import dev.segue.equivalence.Parameter;
import dev.segue.equivalence.Step;
import dev.segue.route.Route;
import dev.segue.route.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads cases from a resource. A case begins with {@code ## its name}; its steps are parted by a
 * line {@code ;;}, the texts of a batch by {@code &&}. Before the SQL may stand
 *
 * <ul>
 *   <li>{@code # with int 5 | text Ada}: values of the parameters; repeated for a batch
 *   <li>{@code # keys auto}, {@code # keys id, name}: generated keys
 *   <li>{@code # copied}: a {@code COPY … TO STDOUT}, executed by the copy API; {@code # copied
 *       1|Ada}: a row for a {@code COPY … FROM STDIN}
 *   <li>{@code # rows differ}: only labels and types are compared
 *   <li>{@code # plain}: never prepared
 *   <li>{@code # content differs}: the tables are not compared
 *   <li>{@code # only old}: for applications that speak this shape
 *   <li>{@code # not at NEW: why}: left out while the migration stands there
 *   <li>{@code # refused on NEW; speaking new on OLD, BOTH_READ_OLD: why}
 *   <li>{@code # refused once dropped: why}, the old columns being gone
 * </ul>
 */
final class CaseFile {

  private final String area;
  private final List<EquivalenceCase> cases = new ArrayList<>();
  private String name;
  private List<Step> steps;
  private Optional<Shape> only;
  private Set<Route> refused;
  private Set<Route> refusedSpeakingNew;
  private Set<Laboratory.Station> notAt;
  private boolean contentDiffers;
  private boolean refusedOnceDropped;
  private List<String> texts;
  private StringBuilder text;
  private List<List<Parameter>> rows;
  private List<String> keys;
  private boolean rowsDiffer;
  private boolean plain;
  private Optional<String> copied;

  private CaseFile(String area) {
    this.area = area;
  }

  static List<EquivalenceCase> read(String resource) throws IOException {
    return read("equivalence", resource);
  }

  static List<EquivalenceCase> read(String folder, String resource) throws IOException {
    try (InputStream in = CaseFile.class.getResourceAsStream("/" + folder + "/" + resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      CaseFile file = new CaseFile(resource.replace(".sql", ""));
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(file::line);
      file.endCase();
      return file.cases;
    }
  }

  private void line(String line) {
    if (line.startsWith("## ")) {
      endCase();
      beginCase(line.substring(3).strip());
    } else if (name == null) {
      // What stands before the first case is for the reader.
      return;
    } else if (line.startsWith("# ")) {
      directive(line.substring(2).strip());
    } else if (line.equals(";;")) {
      endStep();
    } else if (line.equals("&&")) {
      endText();
    } else {
      text.append(line).append('\n');
    }
  }

  private void beginCase(String caseName) {
    name = caseName;
    steps = new ArrayList<>();
    only = Optional.empty();
    refused = EnumSet.noneOf(Route.class);
    refusedSpeakingNew = EnumSet.noneOf(Route.class);
    notAt = EnumSet.noneOf(Laboratory.Station.class);
    contentDiffers = false;
    refusedOnceDropped = false;
    beginStep();
  }

  private void beginStep() {
    texts = new ArrayList<>();
    text = new StringBuilder();
    rows = new ArrayList<>();
    keys = List.of();
    rowsDiffer = false;
    plain = false;
    copied = Optional.empty();
  }

  private void directive(String directive) {
    String[] words = directive.split(" ", 2);
    String rest = words.length == 1 ? "" : words[1];
    switch (words[0]) {
      case "with" -> rows.add(Arrays.stream(rest.split(" \\| ")).map(Parameter::parse).toList());
      case "keys" -> keys = Arrays.stream(rest.split(",")).map(String::strip).toList();
      case "copied" ->
          copied = Optional.of(copied.orElse("") + (rest.isEmpty() ? "" : rest + "\n"));
      case "rows" -> rowsDiffer = true;
      case "plain" -> plain = true;
      case "content" -> contentDiffers = true;
      case "only" -> only = Optional.of(rest.equals("new") ? Shape.NEW : Shape.OLD);
      case "not" ->
          notAt.add(Laboratory.Station.valueOf(rest.substring("at ".length(), rest.indexOf(':'))));
      case "refused" -> refused(rest);
      default -> throw new IllegalArgumentException(name + ": no directive " + directive);
    }
  }

  private void refused(String where) {
    if (where.startsWith("once dropped")) {
      refusedOnceDropped = true;
    } else {
      String[] places =
          where.substring("on ".length(), where.indexOf(':')).split("; speaking new on ");
      refused.addAll(routes(places[0]));
      refusedSpeakingNew.addAll(routes(places[places.length - 1]));
    }
  }

  private static List<Route> routes(String names) {
    return Arrays.stream(names.split(",")).map(String::strip).map(Route::valueOf).toList();
  }

  private void endText() {
    if (!text.toString().isBlank()) {
      texts.add(text.toString().strip());
    }
    text = new StringBuilder();
  }

  private void endStep() {
    endText();
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(name + ": a step without SQL");
    }
    // The order of the rows is compared where the statement says any.
    boolean ordered = texts.get(0).toUpperCase(Locale.ROOT).contains("ORDER BY");
    steps.add(new Step(texts, rows, keys, ordered, rowsDiffer, plain, copied));
    beginStep();
  }

  private void endCase() {
    if (name != null) {
      endStep();
      cases.add(
          new EquivalenceCase(
              area + ": " + name,
              steps,
              only,
              refused,
              refusedSpeakingNew,
              notAt,
              contentDiffers,
              refusedOnceDropped));
    }
  }
}
