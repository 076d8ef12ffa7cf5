package dev.segue.migrator.demo.ledger;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back what a transaction has done so far, newest first. Not thread-safe. */
final class Undo {

  private final Deque<Runnable> steps = new ArrayDeque<>();

  void push(Runnable step) {
    steps.push(step);
  }

  int size() {
    return steps.size();
  }

  void backTo(int size) {
    while (steps.size() > size) {
      steps.pop().run();
    }
  }

  void forget() {
    steps.clear();
  }
}
