package dev.segue.driver.equivalence;

import dev.segue.driver.equivalence.Laboratory.Station;
import dev.segue.route.Shape;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;

/**
 * {@link EquivalenceTest} where parameters stand in the text that the server gets. Nothing is
 * described there: pgjdbc's own assertions end that.
 */
@Tag("slow")
class EquivalenceSimpleQueryTest extends EquivalenceTest {

  EquivalenceSimpleQueryTest() {
    super(Shape.OLD, "preferQueryMode=simple", EnumSet.of(Station.BOTH_READ_OLD, Station.NEW));
  }
}
