/** Mail Handling tried out: what rules would do to mails that came, or to one that is shown. */
package dev.mailbridge.configservice.handling;
