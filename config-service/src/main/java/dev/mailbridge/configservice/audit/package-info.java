/** Who changed what, before and after. */
package dev.mailbridge.configservice.audit;
