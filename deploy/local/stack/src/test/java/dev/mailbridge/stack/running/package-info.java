/** What a whole stack shows from outside: bad input, alerts, traces and logs. */
package dev.mailbridge.stack.running;
