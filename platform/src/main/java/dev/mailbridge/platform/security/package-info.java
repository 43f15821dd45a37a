/**
 * Who is calling: services by their keys. Roles are in {@link
 * dev.mailbridge.platform.security.Roles}.
 */
package dev.mailbridge.platform.security;
