/**
 * Segue in a Spring Boot application: {@link dev.segue.spring.SegueDriverDefaults} lets Spring Boot
 * take the driver for its URL, {@link dev.segue.spring.SegueAutoConfiguration} adds an actuator
 * endpoint and a health indicator.
 */
package dev.segue.spring;
