/**
 * The control tables: what Segue keeps in the schema {@code segue} of the application's own
 * database. The operator's commands make them ({@link dev.segue.driver.control.ControlSchema}) and
 * write most of them; the driver reads flags and remembered columns, and writes its own lease. It
 * lives without them: where the schema is absent, every migration takes the route {@code OLD}.
 *
 * <p>Enters: a JDBC connection that leads past Segue; transactions are the caller's. Leaves: plain
 * records, one class per table. Knows no statement of the application and no rules file.
 */
package dev.segue.driver.control;
