/**
 * Finds out what every name of a statement means in the shape that the application speaks: scopes,
 * aliases, common table expressions, stars. A syntax tree and the catalog enter; a {@link
 * dev.segue.rules.binding.Binding} leaves: the places of the text where a migrating table is
 * touched, and how. It must not know of routes: what becomes of those places under a route is the
 * rewriter's to say.
 */
package dev.segue.rules.binding;
