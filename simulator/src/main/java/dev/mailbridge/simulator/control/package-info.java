/** The control interface and the state page: deliver, read, spoil, move time. */
package dev.mailbridge.simulator.control;
