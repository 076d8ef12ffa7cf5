/**
 * What the demo can migrate: each scenario is a shop, the rules of its migrations, and what the
 * database must look like on the way. Nothing enters; the rest of the demo does the same with each.
 */
package dev.segue.migrator.demo.scenario;
