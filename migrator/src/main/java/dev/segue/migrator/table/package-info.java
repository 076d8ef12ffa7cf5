/**
 * A migrating table as it stands in the database, and the SQL that the operator's steps run on it:
 * its primary key, its mapping as typed expressions, ranges of keys, and changes under a short lock
 * timeout. Every name that goes into SQL is quoted here. Knows no flag and no fleet.
 */
package dev.segue.migrator.table;
