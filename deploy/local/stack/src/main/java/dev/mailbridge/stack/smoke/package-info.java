/** {@code ./run smoke}: one mail in and its reply out, through everything. */
package dev.mailbridge.stack.smoke;
