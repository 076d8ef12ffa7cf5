package dev.segue.flags.watch;

import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.epoch.FlagSnapshot.Entry;
import dev.segue.flags.stage.Departure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a new snapshot changes: each thing once. Stateless. */
final class StepLog {

  private static final Logger LOG = LoggerFactory.getLogger(FlagWatch.class);

  void stepped(FlagSnapshot before, FlagSnapshot after) {
    for (int i = 0; i < after.size(); i++) {
      Entry was = before.entries().get(i);
      Entry is = after.entries().get(i);
      if (!is.stage().equals(was.stage())) {
        LOG.info(
            "migration {}: {} -> {} (epoch {})",
            is.stage().migration(),
            was.stage(),
            is.stage(),
            after.epoch());
      }
      boolean waits = !is.stage().equals(is.target());
      boolean waited = is.stage().equals(was.stage()) && is.target().equals(was.target());
      if (waits && !waited) {
        LOG.info(
            "migration {}: {} follows when no transaction of the fleet is on an earlier route",
            is.stage().migration(),
            is.target());
      }
      for (Departure departure : is.departures()) {
        if (!was.departures().contains(departure)) {
          LOG.warn("{}", departure);
        }
      }
    }
  }
}
