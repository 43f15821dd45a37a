package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.imappoller.PollerConfig;
import dev.mailbridge.imappoller.publish.BatchPreparer;
import dev.mailbridge.imappoller.publish.ProjectTopics;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What every lane needs. */
@Singleton
record LaneServices(
    SourceOpening opening,
    BatchPreparer preparer,
    ProjectTopics topics,
    TenantConnections tenants,
    PollerConfig config,
    Clock clock) {}
