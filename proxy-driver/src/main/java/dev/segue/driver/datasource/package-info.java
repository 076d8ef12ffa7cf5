/**
 * The driver as beans: {@link dev.segue.driver.datasource.SegueDataSource}, {@link
 * dev.segue.driver.datasource.SegueConnectionPoolDataSource} and {@link
 * dev.segue.driver.datasource.SegueXADataSource}. Their connections are those of {@link
 * dev.segue.driver.SegueDriver} for the same URL.
 */
package dev.segue.driver.datasource;
