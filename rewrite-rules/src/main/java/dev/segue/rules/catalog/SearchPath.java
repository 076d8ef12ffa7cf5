package dev.segue.rules.catalog;

import java.util.List;

/**
 * The schemas that an unqualified name is looked up in, in order: what {@code
 * current_schemas(true)} gives (manual, 5.10.3 The Schema Search Path).
 */
public record SearchPath(List<String> schemas) {

  public SearchPath {
    schemas = List.copyOf(schemas);
  }

  /** PostgreSQL's own default for a user without a schema of that name. */
  public static SearchPath standard() {
    return new SearchPath(List.of("pg_catalog", "public"));
  }
}
