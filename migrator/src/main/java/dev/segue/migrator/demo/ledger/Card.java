package dev.segue.migrator.demo.ledger;

/**
 * A row of {@code cards}, the loyalty cards of a shop that has such a table. Immutable.
 *
 * @param customerId whose card it is; a customer has one at most
 */
public record Card(long customerId, String number) {}
