/**
 * The PostgreSQL JDBC driver's own tests, run three times: on that driver, through Segue without
 * migrations, and through Segue with one of a table that the tests do not use. {@link
 * dev.segue.suite.SuiteAdaption} changes what of their sources names the driver, {@link
 * dev.segue.suite.SuiteServer} gives them a server, {@link dev.segue.suite.SuiteComparison} says
 * what is different.
 */
package dev.segue.suite;
