package dev.segue.driver.equivalence;

import dev.segue.route.Shape;

/** {@link EquivalenceTest} for an application that speaks the new shape. */
class EquivalenceNewShapeTest extends EquivalenceTest {

  EquivalenceNewShapeTest() {
    super(Shape.NEW);
  }
}
