/** Microsoft Graph v1.0, as far as mail and directory import need it. */
package dev.mailbridge.simulator.graph;
