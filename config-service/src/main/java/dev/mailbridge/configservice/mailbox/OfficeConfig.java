package dev.mailbridge.configservice.mailbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** What new registrations and mailboxes start with; a stand-in or another cloud is named here. */
@ConfigMapping(prefix = "mail-bridge.office")
public interface OfficeConfig {
  /** Entra's address, without the tenant. */
  @WithDefault("https://login.microsoftonline.com")
  URI authority();

  /** The usual Directory (tenant) ID. */
  Optional<String> tenantId();

  /** The usual Application (client) ID. */
  Optional<String> clientId();

  /** Microsoft Graph, for an authority of no cloud of Microsoft's. */
  Optional<URI> graphUrl();

  /** token-service's port, as the browsers of those who sign in reach it: OAUTH2 Port. */
  @WithDefault("3017")
  int redirectPort();

  @WithDefault("outlook.office365.com")
  String imapHost();

  @WithDefault("993")
  int imapPort();

  @WithDefault("smtp.office365.com")
  String smtpHost();

  @WithDefault("587")
  int smtpPort();
}
