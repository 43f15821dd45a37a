/** Gets, keeps, renews and hands out OAuth 2.0 tokens. */
package dev.mailbridge.tokenservice;
