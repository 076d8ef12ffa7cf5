/** Where every migration stands, read in one go and ready to be shown. Changes nothing. */
package dev.segue.migrator.status;
