package dev.mailbridge.erase;

import java.time.Instant;
import java.util.List;

/**
 * What was there of a person, and what became of it.
 *
 * @param dryRun nothing was changed
 * @param mails events that name the person
 * @param contents raw mails, texts and attachments erased from the content store
 * @param gone contents that were not there any more
 * @param heldMails contents of mails on {@code mail.dead-letter} that hold the address, erased too
 * @param replies mails to the person that smtp-sender kept
 * @param directoryEntries entries of the directory, removed from the project's topic too
 * @param eventsUntil until when the events themselves (addresses, subject, text) lie on the
 *     project's topic: Kafka deletes records by age only; null when there are none
 * @param notErased what an operator still has to do
 */
record ErasureReport(
    String address,
    String project,
    boolean dryRun,
    Instant at,
    int mails,
    int contents,
    int gone,
    int heldMails,
    int replies,
    int directoryEntries,
    Instant eventsUntil,
    List<String> notErased) {}
