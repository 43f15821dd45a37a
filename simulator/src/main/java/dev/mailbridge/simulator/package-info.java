/** A stand-in Office 365 tenant. */
package dev.mailbridge.simulator;
