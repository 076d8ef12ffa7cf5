package dev.segue.driver.equivalence;

import dev.segue.route.Shape;
import org.junit.jupiter.api.Tag;

/** {@link EquivalenceTest} for an application that speaks the new shape. */
@Tag("slow")
class EquivalenceNewShapeTest extends EquivalenceTest {

  EquivalenceNewShapeTest() {
    super(Shape.NEW);
  }
}
