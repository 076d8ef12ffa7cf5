/**
 * What the demo found, as one value: figures and findings enter, a verdict leaves. Knows neither
 * how they came about nor how they are shown.
 */
package dev.segue.migrator.demo.outcome;
