package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import dev.segue.rules.migration.Fields.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the outermost level of a rules file: version, flags, mode, migrations. */
final class RulesReader {

  private static final String VERSION = "1";
  private static final List<String> KEYS = List.of("segue", "flags", "mode", "migrations");
  private static final String FORM = "begin the file with \"segue: 1\"";

  private final Mistakes mistakes;
  private final ColumnClaims claims;
  private final TableNames names;

  RulesReader(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.claims = new ColumnClaims(mistakes);
    this.names = new TableNames(mistakes);
  }

  /** The rules, usable where there are no mistakes. */
  Optional<Rules> read(Node root) {
    return Fields.known(root, "the file", FORM, KEYS, mistakes).map(this::read);
  }

  private Rules read(Fields fields) {
    checkVersion(fields);
    String flags = flags(fields);
    Mode mode = mode(fields);
    if (fields.get("migrations").isEmpty()) {
      mistakes.addAtTop(
          "file has no \"migrations\"", "add \"migrations:\" with one key for each, or none");
    }
    return new Rules(migrations(fields), flags, mode);
  }

  private void checkVersion(Fields fields) {
    Optional<Field> version = fields.get("segue");
    if (version.isEmpty()) {
      mistakes.addAtTop("file does not say its version", FORM);
    } else if (!(version.get().value() instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.INT)
        && scalar.getValue().equals(VERSION))) {
      mistakes.add(
          version.get().value(),
          "version of the format is not " + VERSION,
          "this Segue reads \"segue: " + VERSION + "\"");
    }
  }

  private String flags(Fields fields) {
    Optional<String> flags = fields.text("flags");
    if (flags.isPresent() && !FlagStoreName.isValid(flags.get())) {
      mistakes.add(
          fields.get("flags").orElseThrow().value(),
          "\"" + flags.get() + "\" is no store of flags",
          Suggestion.nearest(flags.get(), FlagStoreName.WORDS)
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("it is one of " + FlagStoreName.FORMS));
      return Rules.DEFAULT_FLAGS;
    }
    return flags.orElse(Rules.DEFAULT_FLAGS);
  }

  private Mode mode(Fields fields) {
    Optional<String> word = fields.text("mode");
    Optional<Mode> mode = word.flatMap(Mode::ofWord);
    if (word.isPresent() && mode.isEmpty()) {
      List<String> words = Arrays.stream(Mode.values()).map(Mode::word).toList();
      mistakes.add(
          fields.get("mode").orElseThrow().value(),
          "\"" + word.get() + "\" is no mode",
          Suggestion.hint(word.get(), words, "it is one of"));
    }
    return mode.orElse(Mode.REWRITE);
  }

  private List<Migration> migrations(Fields fields) {
    List<Migration> migrations = new ArrayList<>();
    Optional<Field> node = fields.get("migrations").filter(f -> !Fields.isNothing(f.value()));
    Optional<Fields> byId =
        node.flatMap(
            f ->
                Fields.any(
                    f.value(), "\"migrations\"", "write \"customers-full-name:\" below", mistakes));
    if (byId.isPresent()) {
      int ordinal = 0;
      for (Field field : byId.get().all()) {
        checkId(field);
        new MigrationReader(mistakes, claims, names)
            .read(field, ordinal)
            .ifPresent(migrations::add);
        ordinal++;
      }
    }
    claims.checkInputs();
    names.check();
    return migrations;
  }

  private void checkId(Field field) {
    if (!MigrationId.isValid(field.key())) {
      mistakes.add(
          field.keyNode(),
          "migration id \"" + field.key() + "\" is not made of lower-case words and hyphens",
          "write it like \"customers-full-name\", at most "
              + MigrationId.MAX_LENGTH
              + " characters");
    }
  }
}
