/** A company's network in tests: a private authority, and a proxy as the only way out. */
package dev.mailbridge.tokenservice.network;
