/** Mail Handling: conditions and actions. */
package dev.mailbridge.mailrules;
