/** A small HTTP server: routes with path parameters over the JDK's own server. */
package dev.mailbridge.simulator.http;
