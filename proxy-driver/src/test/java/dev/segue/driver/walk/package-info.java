/**
 * What {@code java.sql} and pgjdbc's own interfaces offer, done in two ways: on the plain driver,
 * and through Segue on a table in migration. Enters: acts. Leaves: what an application sees of
 * them, to be compared.
 */
package dev.segue.driver.walk;
