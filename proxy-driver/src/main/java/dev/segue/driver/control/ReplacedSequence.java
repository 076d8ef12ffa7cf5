package dev.segue.driver.control;

/**
 * The sequence of an identity column whose name another one has taken. It stays for whoever has
 * looked the name up before, until its table is dropped; who writes a statement now goes by the
 * name, as it is remembered with the column ({@link OldColumn#defaultExpression}).
 */
public final class ReplacedSequence {

  private static final String PREFIX = "segue_left_";

  private ReplacedSequence() {}

  /** What it is called, in the schema where it was: a name that nobody else has. */
  public static String name(long oid) {
    return PREFIX + oid;
  }

  /** SQL that is true where {@code sequence}, a qualified name as text, is that of one. */
  public static String isOne(String sequence) {
    return "%1$s LIKE '%%.%2$s' || %1$s::regclass::oid"
        .formatted(sequence, PREFIX.replace("_", "\\_"));
  }
}
