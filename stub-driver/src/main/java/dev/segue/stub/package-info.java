/**
 * A JDBC driver without a database: connections that open nothing, statements that execute nothing
 * and a result set of one row. What a wrapper costs is what is left when the wrapped driver costs
 * nothing.
 *
 * <p>A {@code jdbc:stub:} URL enters, ordinary {@code java.sql} objects leave. This package knows
 * no wrapper and no measurement.
 */
package dev.segue.stub;
