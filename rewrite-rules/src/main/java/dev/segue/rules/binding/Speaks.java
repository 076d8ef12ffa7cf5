package dev.segue.rules.binding;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;

/** Which shape of each migration the application's own SQL is written for. */
@FunctionalInterface
public interface Speaks {

  /** An application that no one has told anything else about. */
  Speaks OLD = migration -> Shape.OLD;

  /** The shape that the application's SQL is written for. */
  Shape shape(MigrationId migration);
}
