/**
 * From SQL text to syntax tree. A text and the settings that the meaning of its characters depends
 * on enter; a {@link dev.segue.rules.sql.tree.Script} leaves, or a {@link
 * dev.segue.rules.sql.SqlSyntaxException}. {@link dev.segue.rules.sql.Inspection} lists what such a
 * tree names. Nothing here knows what a name refers to (binding), nor that a migration exists.
 */
package dev.segue.rules.sql;
