/** Mails that machines write: delivery reports, receipts, automatic answers, calendars. */
package dev.mailbridge.mailparse.report;
