package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.publish.BatchPreparer;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What every lane needs. */
@Singleton
record LaneServices(
    SourceOpening opening, BatchPreparer preparer, PollerConfig config, Clock clock) {}
