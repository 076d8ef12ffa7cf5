package dev.segue.rules.catalog;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something in the database that changes rows after a statement was rewritten.
 *
 * @param name what it is and how it is called: {@code trigger touch}, {@code rule keep}
 * @param source the definition of a trigger and the PL/pgSQL body of its function; empty for
 *     anything else
 */
public record RowRewrite(String name, Optional<String> source) {

  private static final Pattern ONE_COLUMN = Pattern.compile("\\bnew\\s*\\.");
  private static final Pattern GIVEN_BACK = Pattern.compile("\\breturn\\s+new\\b");
  private static final Pattern WHOLE_ROW = Pattern.compile("\\bnew\\b");

  /**
   * Whether it may change one of these columns, or make another value depend on one. It cannot
   * where its source mentions none of them, and the new row only to set single columns and to give
   * it back: the trigger that everybody has on {@code updated_at}.
   */
  public boolean mayTouch(Collection<String> columns) {
    if (source.isEmpty()) {
      return true;
    }
    String body = source.get().toLowerCase(Locale.ROOT);
    String rest = GIVEN_BACK.matcher(ONE_COLUMN.matcher(body).replaceAll(" ")).replaceAll(" ");
    return WHOLE_ROW.matcher(rest).find()
        || columns.stream().anyMatch(column -> body.contains(column.toLowerCase(Locale.ROOT)));
  }
}
