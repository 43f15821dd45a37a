/** Faults on command: what to spoil, where, how often, and the list of those in force. */
package dev.mailbridge.simulator.fault;
