package dev.segue.laboratory.statement;

import java.util.List;

/**
 * A query that was made.
 *
 * @param sql its text
 * @param outputs what it shows
 * @param ordered whether it says the order of its rows, up to rows that look alike
 */
record Made(Fragment sql, List<Output> outputs, boolean ordered) {

  Made {
    outputs = List.copyOf(outputs);
  }
}
