package dev.segue.rules.catalog;

import java.util.Optional;

/**
 * A column's declared type.
 *
 * @param formatted as {@code format_type(atttypid, atttypmod)} prints it: {@code numeric(12,2)}
 * @param base without the modifier, as {@code format_type(atttypid, NULL)} prints it
 * @param modifier {@code atttypmod}; -1 where there is none
 * @param over what a domain stands for, or an array of a domain; itself over no other
 */
public record ColumnType(String formatted, String base, int modifier, Optional<ColumnType> over) {

  /** A type that is no domain, as far as is known. */
  public ColumnType(String formatted, String base, int modifier) {
    this(formatted, base, modifier, Optional.empty());
  }

  /** The type itself, or what it stands for. */
  public ColumnType innermost() {
    return over.orElse(this);
  }

  /** A type as a rules file declares it, of which the catalog knows nothing yet. */
  public static ColumnType declared(String text) {
    return DeclaredType.of(text);
  }
}
