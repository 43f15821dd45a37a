package dev.mailbridge.imappoller.source;

import dev.mailbridge.contracts.AfterProcessing;

/**
 * What is left to do with a published mail.
 *
 * @param moveTo the folder, null unless it is moved
 */
public record AfterStep(Long uid, String sourceId, AfterProcessing action, String moveTo) {}
