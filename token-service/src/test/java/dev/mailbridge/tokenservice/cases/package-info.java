/** Public bug reports, replayed from their own scripts. */
package dev.mailbridge.tokenservice.cases;
