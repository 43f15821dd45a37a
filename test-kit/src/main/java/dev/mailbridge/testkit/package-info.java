/** Real servers and fixtures for the tests. */
package dev.mailbridge.testkit;
