/** Errors of the REST interfaces as RFC 9457 problem details, from one mapper. */
package dev.mailbridge.platform.problem;
