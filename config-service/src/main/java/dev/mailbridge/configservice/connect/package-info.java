/** Connect Office 365: what an administrator does in Entra and Exchange, as scripts. */
package dev.mailbridge.configservice.connect;
