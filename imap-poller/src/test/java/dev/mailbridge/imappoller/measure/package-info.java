/** Measurements and fault runs on the packaged service, with real servers; each has a main. */
package dev.mailbridge.imappoller.measure;
