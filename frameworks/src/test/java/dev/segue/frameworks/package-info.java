/**
 * Small applications, each written in the ordinary way of its framework, whose URL is all that
 * tells them from what they were: {@link dev.segue.frameworks.EveryStage} runs each on a plain
 * database and at every stage of a migration.
 */
package dev.segue.frameworks;
