/** The web admin's pages. */
package dev.mailbridge.configservice.web;
