/**
 * Book-keeping over what went in and what came out, by independent readers: never by the part under
 * test.
 */
package dev.mailbridge.testkit.books;
