/**
 * The syntax tree of PostgreSQL's data manipulation language: sealed families of immutable records.
 * Every node knows its {@link dev.segue.rules.sql.tree.Span place in the text} and its children,
 * and nothing of what is done with it. Names of nodes follow the PostgreSQL manual (part VI, SQL
 * Commands).
 */
package dev.segue.rules.sql.tree;
