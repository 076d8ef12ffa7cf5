/**
 * What the database's own catalog says of the tables that statements name. Enters: a {@link
 * javax.sql.DataSource} that leads past Segue. Leaves: {@link
 * dev.segue.driver.catalog.DatabaseCatalog}, one state of the catalog for the statement engine, and
 * {@link dev.segue.driver.catalog.CatalogFingerprint}, which tells when that state has passed.
 * Knows no statement, no route and no flag.
 */
package dev.segue.driver.catalog;
