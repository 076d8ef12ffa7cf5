/**
 * The demo's application: a shop in plain JDBC over a HikariCP pool, written for the old shape. A
 * URL and a {@link dev.segue.migrator.demo.ledger.Ledger} enter; statements reach the database, and
 * what it acknowledged and showed reaches the ledger.
 *
 * <p>It must not know Segue. The only trace of it is the URL that it is given, and it runs on the
 * plain URL as well.
 */
package dev.segue.migrator.demo.shop;
