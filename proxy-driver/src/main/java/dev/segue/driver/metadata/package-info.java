/**
 * What {@code DatabaseMetaData} says of migrating tables: them as the application knows them.
 * {@link dev.segue.driver.metadata.LogicalMetaData} is where each of its questions is answered.
 */
package dev.segue.driver.metadata;
