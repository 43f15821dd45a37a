package dev.mailbridge.erase;

import java.time.Instant;
import java.util.List;

/**
 * What a project's retention took.
 *
 * @param dryRun nothing was changed
 * @param before mails whose event was written before then
 * @param mails that many
 * @param contents raw mails, texts and attachments erased from the content store
 * @param gone contents that were not there any more
 * @param notErased what the next run has to do
 */
record RetentionReport(
    String project,
    boolean dryRun,
    Instant before,
    int mails,
    int contents,
    int gone,
    List<String> notErased) {}
