package dev.segue.migrator.demo.ledger;

/**
 * A row of {@code customers}, as the application sees it. Immutable.
 *
 * @param city may be null, as in the table
 */
public record Customer(long id, String name, String email, String city) {

  /** This customer under another name. */
  public Customer withName(String other) {
    return new Customer(id, other, email, city);
  }

  /** This customer in another city. */
  public Customer withCity(String other) {
    return new Customer(id, name, email, other);
  }
}
