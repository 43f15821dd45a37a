/** What the simulator itself can do: it must not hide the speed of what is measured on it. */
package dev.mailbridge.benchmarks.simulator;
