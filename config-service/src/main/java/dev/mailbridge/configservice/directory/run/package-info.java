/**
 * One import: list, plan, publish. What was listed is kept page by page, so that a run goes on
 * where its process died; nothing is published before the list is complete.
 */
package dev.mailbridge.configservice.directory.run;
