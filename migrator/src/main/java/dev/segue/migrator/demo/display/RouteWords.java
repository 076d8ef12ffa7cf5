package dev.segue.migrator.demo.display;

import dev.segue.route.Route;

/** What the routes are called and how they are coloured. */
final class RouteWords {

  private RouteWords() {}

  static String word(Route route) {
    return switch (route) {
      case OLD -> "old";
      case BOTH_READ_OLD -> "both, read old";
      case BOTH_READ_NEW -> "both, read new";
      case BOTH_LEAD_NEW -> "both, new leads";
      case NEW -> "new";
    };
  }

  static Style style(Route route) {
    return switch (route) {
      case OLD -> Style.OLD;
      case BOTH_READ_OLD -> Style.BOTH_READ_OLD;
      case BOTH_READ_NEW -> Style.BOTH_READ_NEW;
      case BOTH_LEAD_NEW -> Style.BOTH_LEAD_NEW;
      case NEW -> Style.NEW;
    };
  }
}
