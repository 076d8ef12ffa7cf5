/**
 * What the statement engine needs to know of the database: which relation a name denotes, its
 * columns in order, and which functions are volatile. The engine asks through {@link
 * dev.segue.rules.catalog.Catalog}; who answers, and from where, is not known here.
 */
package dev.segue.rules.catalog;
