/** What people and programs ask of the sender over HTTP. */
package dev.mailbridge.smtpsender.api;
