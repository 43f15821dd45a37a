package dev.mailbridge.imappoller.conversation;

import dev.mailbridge.contracts.IncomingMail.TicketProof;

/**
 * Where a mail belongs.
 *
 * @param key the same for all mails of a conversation
 * @param ticketRef null when no ticket is known
 * @param proof null when there is no ticket
 */
public record Placement(String key, String ticketRef, TicketProof proof) {}
