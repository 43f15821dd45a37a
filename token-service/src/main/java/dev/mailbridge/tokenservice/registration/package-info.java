/** Apps registered at identity providers, with their credentials. */
package dev.mailbridge.tokenservice.registration;
