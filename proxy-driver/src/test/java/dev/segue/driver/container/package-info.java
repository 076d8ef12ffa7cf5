/** The driver in an application container: brought by an application, and taken away with it. */
package dev.segue.driver.container;
