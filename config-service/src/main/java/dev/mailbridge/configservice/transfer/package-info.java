/** The configuration as one YAML document: taken out, compared, applied. */
package dev.mailbridge.configservice.transfer;
