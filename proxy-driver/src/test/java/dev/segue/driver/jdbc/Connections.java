package dev.segue.driver.jdbc;

/** Connections to test with. */
final class Connections {

  private Connections() {}

  static Routing passThrough() {
    return new Routing(new PassThroughTexts(), StatementRouter.NONE, ConnectionEvents.NONE);
  }
}
