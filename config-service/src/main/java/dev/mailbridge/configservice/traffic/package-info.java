/** How many mails came in and went out, counted from the projects' topics. */
package dev.mailbridge.configservice.traffic;
