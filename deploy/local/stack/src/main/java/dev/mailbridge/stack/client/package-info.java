/** The stack seen from outside: as an administrator, a browser, a customer and a project see it. */
package dev.mailbridge.stack.client;
