/** POP3 as outlook.office365.com:995 speaks it. */
package dev.mailbridge.simulator.pop3;
