/** Public bug reports about sending, as scripts and expected results. */
package dev.mailbridge.smtpsender.cases;
