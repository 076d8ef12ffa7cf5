/**
 * The wrappers: what an application holds in its hands instead of the wrapped driver's connection,
 * statements, result sets and metadata.
 *
 * <p>The abstract classes are written by hand and hold only the methods whose behaviour Segue
 * changes. {@link dev.segue.driver.jdbc.WrapperGenerator} completes them, once for each class that
 * is wrapped, with a direct call on the wrapped object for every other method of every interface
 * that the wrapped class has.
 *
 * <p>The wrapped driver's objects enter, their wrappers leave, and no wrapper hands out what is
 * behind it: one object has one wrapper, and {@code getStatement()}, {@code getConnection()} and
 * {@code getGeneratedKeys()} lead from wrapper to wrapper. Two ways past them are left open on
 * purpose: {@code unwrap} to a class that is not an interface of the wrapper gives what the wrapped
 * driver gives (its own class, so that code which asks for it goes on working), and an {@code
 * Array} is the wrapped driver's own, because drivers recognise their own arrays when they bind
 * them.
 *
 * <p>This package decides nothing about migrations: it asks the connection's {@link
 * dev.segue.driver.jdbc.StatementRouter} about a text, and tells its {@link
 * dev.segue.driver.jdbc.ConnectionEvents} what happens to the transaction. It knows no rule, no
 * flag, and of PostgreSQL no more than the types of its JDBC driver that applications hand over.
 */
package dev.segue.driver.jdbc;
