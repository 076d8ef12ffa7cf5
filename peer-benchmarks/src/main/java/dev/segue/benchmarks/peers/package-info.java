/**
 * Other wrappers of JDBC, as the benchmarks ask for them: each as plain as it can be configured.
 */
package dev.segue.benchmarks.peers;
