package dev.mailbridge.simulator.contract;

/**
 * The servers that the contract runs against, with a source of tokens.
 *
 * <p>{@code user} and {@code other} are two mailboxes on them; mail sent from one to the other must
 * arrive there.
 */
public interface MailServers {
  /** What a token is wanted for. */
  enum Purpose {
    IMAP,
    POP3,
    SMTP
  }

  String host();

  int imapsPort();

  /** 0 when there is no POP3. */
  int pop3sPort();

  int smtpPort();

  /** PEM of the authority that signed the servers' certificates. */
  String caCertificatePem();

  String user();

  String other();

  /** A token that the servers take for this user and purpose. */
  String token(String user, Purpose purpose);

  /** A token that was good once. */
  String expiredToken(String user, Purpose purpose);

  /** Puts a mail into the user's inbox, by LMTP, a control interface, or APPEND. */
  void deliver(String user, byte[] mail);

  /** True where the servers do as Exchange Online does; false as Dovecot and Postfix do. */
  default boolean doesAsExchange(Difference difference) {
    return true;
  }
}
