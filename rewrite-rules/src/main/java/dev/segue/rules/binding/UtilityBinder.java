package dev.segue.rules.binding;

import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Binds commands other than DML: which migrating tables they reach, by name or through what the
 * tables depend on, and what is to be said against it.
 */
final class UtilityBinder {

  /** What takes a table or a part of it away with it, where it is dropped with CASCADE. */
  private static final Set<String> DEPENDED_ON =
      Set.of("TYPE", "DOMAIN", "EXTENSION", "SEQUENCE", "FUNCTION", "ROUTINE", "COLLATION");

  private final Relations relations;
  private final Occurrences found;

  UtilityBinder(Relations relations, Occurrences found) {
    this.relations = relations;
    this.found = found;
  }

  void bind(Statement.Utility utility) {
    Map<LogicalTable, Optional<String>> objections = new HashMap<>();
    Set<String> names =
        utility.names().stream().map(Identifier::name).collect(Collectors.toUnmodifiableSet());
    UtilityUse use = new UtilityUse(utility, names, relations.sql());
    for (int i = 0; i < utility.names().size(); i++) {
      Identifier name = utility.names().get(i);
      int index = i;
      Optional<LogicalTable> table = relations.named(use.schemaOf(i), name.name());
      if (table.isPresent()) {
        Optional<String> objection =
            use.dependsOnPlace()
                ? Utilities.objection(use, table.get(), index)
                : objections.computeIfAbsent(
                    table.get(), key -> Utilities.objection(use, key, index));
        if (objection.isPresent()) {
          refuse(name.span(), table.get(), objection.get());
        } else {
          named(use, index, table.get());
        }
      }
    }
    throughDependencies(utility);
  }

  /** Where the table has another name than the command gives, that has to be put in its place. */
  private void named(UtilityUse use, int index, LogicalTable table) {
    if (table.keepsName()) {
      return;
    }
    Identifier name = use.utility().names().get(index);
    boolean several = table.copy().filter(CopiedTable::isOfSeveral).isPresent();
    if (use.namesTableOnly(name) && !(several && use.isOfOneTable())) {
      found.add(new Occurrence.CommandNameUse(use.withSchema(index), table), table);
    } else {
      refuse(
          name.span(),
          table,
          table.copy().isPresent()
              ? use.utility().command() + " is for one table, and its table is copied"
              : "%s names a table that has another name in the database, %s.%s"
                  .formatted(
                      use.utility().command(), table.relation().schema(), table.relation().name()));
    }
  }

  private void throughDependencies(Statement.Utility utility) {
    String[] words = utility.command().split(" ", 2);
    boolean cascades = says(utility, "cascade");
    if (utility.command().equals("DROP SCHEMA") && cascades) {
      utility
          .names()
          .forEach(name -> refuseAll(name.span(), Optional.of(name.name()), "DROP SCHEMA"));
    } else if (utility.command().equals("ALTER SCHEMA") && says(utility, "rename")) {
      Identifier schema = utility.names().get(0);
      refuseAll(schema.span(), Optional.of(schema.name()), "ALTER SCHEMA … RENAME");
    } else if (utility.command().equals("DROP OWNED")
        || (words[0].equals("DROP")
            && words.length == 2
            && DEPENDED_ON.contains(words[1])
            && cascades)) {
      refuseAll(utility.span(), Optional.empty(), utility.command() + " … CASCADE");
    }
  }

  private static boolean says(Statement.Utility utility, String word) {
    return utility.names().stream().anyMatch(name -> name.name().equals(word));
  }

  private void refuseAll(Span place, Optional<String> schema, String command) {
    List<LogicalTable> reached = relations.migratingIn(schema);
    reached.forEach(
        table ->
            refuse(
                place,
                table,
                "%s may reach table %s while a migration changes its shape"
                    .formatted(command, table.name())));
  }

  private void refuse(Span place, LogicalTable table, String what) {
    found.add(new Occurrence.Unsupported(place, table, what, Utilities.HINT), table);
  }
}
