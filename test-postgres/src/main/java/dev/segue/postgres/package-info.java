/**
 * A real PostgreSQL wherever the code runs: {@link dev.segue.postgres.PostgresServer} starts one
 * (in a container where a Docker engine answers, from embedded binaries elsewhere), {@link
 * dev.segue.postgres.PostgresExtension} hands each JUnit test class a fresh {@link
 * dev.segue.postgres.TestDatabase}.
 *
 * <p>For tests and the demo only. This package knows nothing of Segue but the prefix of its URLs.
 * JUnit is needed by the extension alone.
 */
package dev.segue.postgres;
