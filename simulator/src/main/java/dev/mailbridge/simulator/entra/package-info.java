/** Entra's v2.0 endpoints: sign-in, tokens, device codes, discovery, with Entra's error bodies. */
package dev.mailbridge.simulator.entra;
