package dev.segue.driver.equivalence;

import dev.segue.route.Shape;

/** {@link EquivalenceTest} for an application that speaks the old shape. */
class EquivalenceOldShapeTest extends EquivalenceTest {

  EquivalenceOldShapeTest() {
    super(Shape.OLD);
  }
}
