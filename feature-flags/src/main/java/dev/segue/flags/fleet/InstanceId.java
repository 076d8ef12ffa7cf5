package dev.segue.flags.fleet;

import java.util.UUID;

/** The name of one driver instance: one per process and set of rules, drawn anew at each start. */
public record InstanceId(String value) implements Comparable<InstanceId> {

  public InstanceId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("an instance id must not be blank");
    }
  }

  /** An id that no other instance has. */
  public static InstanceId random() {
    return new InstanceId(UUID.randomUUID().toString());
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
