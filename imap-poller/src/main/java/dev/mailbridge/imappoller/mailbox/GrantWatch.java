package dev.mailbridge.imappoller.mailbox;

import dev.mailbridge.token.TokenServiceClient;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Ends the connections of a mailbox whose grant changed (guarantee 8: within 5 seconds). */
@Singleton
class GrantWatch {
  void start(@Observes StartupEvent event, TokenServiceClient tokens, OwnMailboxes mailboxes) {
    tokens.onGrantChange(mailboxes::grantChanged);
  }
}
