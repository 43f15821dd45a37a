/**
 * {@code ./run books}: each service is killed in turn, and nothing may be missing or there twice.
 */
package dev.mailbridge.stack.books;
