package dev.segue.rules.plan;

import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Literals;
import dev.segue.rules.sql.Placeholders;
import dev.segue.rules.sql.tree.Span;
import java.util.List;
import java.util.Optional;

/**
 * What texts that differ only in their literals have in common: the text with a {@linkplain
 * Placeholders placeholder} for each of them. That is SQL as the text itself is, and can be planned
 * in its stead; where placeholders stand in the plan, the literals are put. Immutable.
 *
 * <p>It is sound as long as a plan does not depend on what a literal says. The engine goes by the
 * kinds of tokens, and so do templates: a string takes the place of a string, a number that of a
 * number. What must know more asks {@link Placeholders#valueOf} for it.
 */
public final class LiteralTemplate {

  /** Stand for literals in a key, by kind; a text that has such characters is no template's. */
  private static final String KINDS = "\u0001\u0002\u0003";

  private static final MentionScan SEARCH_PATH = new MentionScan(List.of("search_path"));

  private final String sql;
  private final LexicalSettings settings;
  private final Literals literals;
  private final String key;

  private LiteralTemplate(String sql, LexicalSettings settings, Literals literals, String key) {
    this.sql = sql;
    this.settings = settings;
    this.literals = literals;
    this.key = key;
  }

  /**
   * The template of a text; empty where it has no literals, where it cannot be cut into tokens, or
   * where what a literal says matters: the name of the search path is looked for in strings too.
   */
  public static Optional<LiteralTemplate> of(String sql, LexicalSettings settings) {
    Optional<Literals> found = Literals.of(sql, settings);
    if (found.isEmpty()
        || found.get().count() == 0
        || found.get().count() > Placeholders.MOST
        || hasKindCharacters(sql)
        || SEARCH_PATH.mentions(sql)) {
      return Optional.empty();
    }
    Literals literals = found.get();
    StringBuilder key = new StringBuilder(sql.length());
    int at = 0;
    for (int i = 0; i < literals.count(); i++) {
      Span span = literals.span(i);
      key.append(sql, at, span.start()).append(KINDS.charAt(literals.kind(i).ordinal()));
      at = span.end();
    }
    key.append(sql, at, sql.length());
    return Optional.of(new LiteralTemplate(sql, settings, literals, key.toString()));
  }

  private static boolean hasKindCharacters(String sql) {
    return KINDS.chars().anyMatch(kind -> sql.indexOf(kind) >= 0);
  }

  /** Equal for texts that differ only in their literals. */
  public String key() {
    return key;
  }

  /** The text with placeholders. */
  String text() {
    StringBuilder text = new StringBuilder(sql.length() + literals.count() * 32);
    int at = 0;
    for (int i = 0; i < literals.count(); i++) {
      Span span = literals.span(i);
      text.append(sql, at, span.start()).append(Placeholders.of(literals.kind(i), i));
      at = span.end();
    }
    return text.append(sql, at, sql.length()).toString();
  }

  /**
   * Whether {@link #text} is cut into tokens as the text itself is: {@code a.5} is not, of which
   * the placeholder would become a part of the name.
   */
  boolean isCutLikeItsText() {
    Optional<Literals> cut = Literals.of(text(), settings);
    if (cut.isEmpty() || cut.get().count() != literals.count()) {
      return false;
    }
    int shift = 0;
    for (int i = 0; i < literals.count(); i++) {
      Span own = literals.span(i);
      int length = Placeholders.of(literals.kind(i), i).length();
      int start = own.start() + shift;
      if (cut.get().kind(i) != literals.kind(i)
          || !cut.get().span(i).equals(new Span(start, start + length))) {
        return false;
      }
      shift += length - (own.end() - own.start());
    }
    return true;
  }

  /** The text whose literals these are. */
  String sql() {
    return sql;
  }

  Literals literals() {
    return literals;
  }

  /** The place in the text that a place in the template stands for. */
  Span placeOf(Span inTemplate) {
    int start = placeOf(inTemplate.start());
    return new Span(start, Math.max(start, placeOf(inTemplate.end())));
  }

  private int placeOf(int inTemplate) {
    int shift = 0;
    for (int i = 0; i < literals.count(); i++) {
      Span own = literals.span(i);
      int start = own.start() + shift;
      if (inTemplate <= start) {
        break;
      }
      int length = Placeholders.of(literals.kind(i), i).length();
      if (inTemplate < start + length) {
        return own.start();
      }
      shift += length - (own.end() - own.start());
    }
    return inTemplate - shift;
  }
}
