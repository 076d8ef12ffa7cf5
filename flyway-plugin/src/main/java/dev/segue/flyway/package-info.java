/** Flyway knows {@code jdbc:segue:postgresql:} by {@link dev.segue.flyway.SegueDatabaseType}. */
package dev.segue.flyway;
