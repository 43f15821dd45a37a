package dev.mailbridge.imappoller.imap;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Without it Angus Mail searches the class path for its streams, for each body part anew. */
@Singleton
class AngusSettings {
  void start(@Observes @jakarta.annotation.Priority(1) StartupEvent event) {
    System.setProperty(
        "jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
  }
}
