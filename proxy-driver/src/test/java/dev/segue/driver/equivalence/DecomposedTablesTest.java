package dev.segue.driver.equivalence;

import dev.segue.route.Shape;

/** All cases on tables that are decomposed, for an application that speaks old. */
class DecomposedTablesTest extends ShopInParts {

  DecomposedTablesTest() {
    super(Shape.NEW);
  }
}
