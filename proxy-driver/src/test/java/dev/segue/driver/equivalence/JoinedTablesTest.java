package dev.segue.driver.equivalence;

import dev.segue.route.Shape;

/** All cases on tables that are joined, for an application that speaks new. */
class JoinedTablesTest extends ShopInParts {

  JoinedTablesTest() {
    super(Shape.OLD);
  }
}
