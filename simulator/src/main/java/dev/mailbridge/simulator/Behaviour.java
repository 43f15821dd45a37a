package dev.mailbridge.simulator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;

/**
 * What an administrator of the tenant can switch, Exchange Online's limits, and where tenants are
 * reported to differ. {@code GET} and {@code PATCH /simulator/behaviour}.
 *
 * @param accessTokenLifetime Entra's own is 60 to 90 minutes at random; zero means that
 * @param refreshTokenLifetime 90 days at Microsoft
 * @param strictRotation a refresh token is dead once it was used (Entra: stays valid)
 * @param tokenRequestsInFiveMinutes of one app and user before AADSTS50196
 * @param errorChallenge a refused token gets the base64 JSON challenge; without it the NO or 535 at
 *     once, as in Microsoft's own examples
 * @param conditionalAccessBlocks every sign-in and refresh is refused with AADSTS53003
 * @param mfaRequired the tenant demands MFA of every user
 * @param smtpAuthDisabled for the whole tenant: 535 5.7.139
 * @param sentItemsInSharedMailbox a copy lies in the shared mailbox too
 * @param smtpUtf8 EHLO offers SMTPUTF8
 * @param messageIdRewritten SMTP gives each mail a Message-ID of its own (reported)
 * @param duplicateRefused a second submission of one Message-ID gets 554 5.2.0 (reported)
 * @param messagesPerMinute of one mailbox by SMTP; 0 is no limit, as for the limits below
 * @param smtpSilentEndAfter an SMTP connection idle for that long is closed without a word
 *     (reported); zero: 421 after 10 minutes
 * @param idleLimit of an IMAP connection without a command
 * @param graphRequestsInTenMinutes of one app and mailbox
 */
public record Behaviour(
    Duration accessTokenLifetime,
    Duration refreshTokenLifetime,
    boolean strictRotation,
    int tokenRequestsInFiveMinutes,
    boolean errorChallenge,
    boolean conditionalAccessBlocks,
    boolean mfaRequired,
    boolean smtpAuthDisabled,
    boolean sentItemsInSharedMailbox,
    boolean smtpUtf8,
    boolean messageIdRewritten,
    boolean duplicateRefused,
    int messagesPerMinute,
    int recipientsPerDay,
    int smtpConnections,
    Duration smtpSilentEndAfter,
    long messageSizeLimit,
    int imapConnections,
    Duration idleLimit,
    int graphRequestsInTenMinutes,
    int graphConcurrentRequests) {

  public Behaviour {
    smtpSilentEndAfter = smtpSilentEndAfter == null ? Duration.ZERO : smtpSilentEndAfter;
  }

  /** As Exchange Online and Entra are documented or reported to behave. */
  public static Behaviour asMicrosoft() {
    return new Behaviour(
        Duration.ZERO,
        Duration.ofDays(90),
        false,
        300,
        true,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        30,
        10_000,
        3,
        Duration.ZERO,
        157_286_400,
        20,
        Duration.ofMinutes(30),
        10_000,
        4);
  }

  /** The same without limits on speed and connections: for measurements. */
  @JsonIgnore
  public Behaviour unlimited() {
    return new Behaviour(
        accessTokenLifetime,
        refreshTokenLifetime,
        strictRotation,
        0,
        errorChallenge,
        conditionalAccessBlocks,
        mfaRequired,
        smtpAuthDisabled,
        sentItemsInSharedMailbox,
        smtpUtf8,
        messageIdRewritten,
        duplicateRefused,
        0,
        0,
        0,
        smtpSilentEndAfter,
        messageSizeLimit,
        0,
        idleLimit,
        0,
        0);
  }
}
