package dev.segue.driver.equivalence;

import dev.segue.driver.equivalence.Laboratory.Station;
import dev.segue.route.Shape;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;

/**
 * {@link EquivalenceTest} where the server prepares each statement, and infers the types of
 * strings.
 */
@Tag("slow")
class EquivalenceServerPreparedTest extends EquivalenceTest {

  EquivalenceServerPreparedTest() {
    super(
        Shape.OLD,
        "prepareThreshold=1&stringtype=unspecified",
        EnumSet.of(Station.BOTH_READ_NEW, Station.NEW));
  }
}
