package dev.segue.migrator.check;

import java.util.Locale;

/** What kind of thing a finding is about. */
public enum Subject {
  TABLE,
  COLUMN,
  MAPPING,
  VIEW,
  MATERIALIZED_VIEW,
  FUNCTION,
  TRIGGER,
  RULE,
  POLICY,
  DEFAULT,
  GENERATED_COLUMN,
  CONSTRAINT,
  FOREIGN_KEY,
  INDEX,
  STATISTICS,
  PUBLICATION,
  SUBSCRIPTION,
  REPLICA_IDENTITY,
  PARTITION,
  DEPENDENT,
  TRANSACTION;

  /** As it is written in JSON: {@code materialized-view}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
