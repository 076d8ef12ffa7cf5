package dev.segue.rules.catalog;

/**
 * A column's declared type.
 *
 * @param formatted as {@code format_type(atttypid, atttypmod)} prints it: {@code numeric(12,2)}
 * @param base without the modifier, as {@code format_type(atttypid, NULL)} prints it
 * @param modifier {@code atttypmod}; -1 where there is none
 */
public record ColumnType(String formatted, String base, int modifier) {

  /** A type as a rules file declares it, of which the catalog knows nothing yet. */
  public static ColumnType declared(String text) {
    return DeclaredType.of(text);
  }
}
