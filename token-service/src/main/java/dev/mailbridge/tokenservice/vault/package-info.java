/** Seals secrets for the database under a master key that never lies in it. */
package dev.mailbridge.tokenservice.vault;
