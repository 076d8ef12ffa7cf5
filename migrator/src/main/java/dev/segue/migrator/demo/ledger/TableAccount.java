package dev.segue.migrator.demo.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What must be in one table. Not thread-safe. */
final class TableAccount<R> {

  private final String table;
  private final ToLongFunction<R> key;
  private final Map<Long, R> expected = new HashMap<>();
  private final Set<Long> leftOut = new HashSet<>();

  TableAccount(String table, ToLongFunction<R> key) {
    this.table = table;
    this.key = key;
  }

  void expect(Collection<R> rows) {
    rows.forEach(row -> expected.put(key.applyAsLong(row), row));
  }

  /** What a worker has to find, without the rows of which it does not know. */
  void expect(WorkerRows<R> rows) {
    expect(rows.all());
    leftOut.addAll(rows.uncertain());
  }

  void leaveOut(long id) {
    leftOut.add(id);
  }

  Comparison compare(List<R> found) {
    Findings findings = new Findings();
    Map<Long, R> unseen = new HashMap<>(expected);
    unseen.keySet().removeAll(leftOut);
    long different = 0;
    long unasked = 0;
    for (R row : found) {
      long id = key.applyAsLong(row);
      if (leftOut.contains(id)) {
        continue;
      }
      R wanted = unseen.remove(id);
      if (wanted == null) {
        unasked++;
        findings.add("%s %d is there and must not be".formatted(table, id));
      } else if (!wanted.equals(row)) {
        different++;
        findings.add("%s %d must be %s and is %s".formatted(table, id, wanted, row));
      }
    }
    unseen.keySet().forEach(id -> findings.add("%s %d is missing".formatted(table, id)));
    return new Comparison(
        found.size(), unseen.size(), different, unasked, leftOut.size(), findings.examples());
  }
}
