/** What clients did: said lines, connections, and what a careful client wouldn't do. */
package dev.mailbridge.simulator.watch;
