package dev.segue.driver.transaction;

import dev.segue.driver.cache.PlanCache;
import dev.segue.rules.catalog.Catalog;

/**
 * One state of the catalog and the plans that were made of it: when the catalog changes, both are
 * left behind together.
 */
public record KnownCatalog(Catalog catalog, PlanCache plans) {}
