/** Container images of the services: one command, no daemon, the same octets each time. */
package dev.mailbridge.images;
