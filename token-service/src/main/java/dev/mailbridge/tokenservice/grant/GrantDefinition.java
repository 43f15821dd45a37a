package dev.mailbridge.tokenservice.grant;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a mailbox's grant is to be.
 *
 * @param registrationId not needed for a password
 * @param signsInAs the account that signs in; for client credentials the mailbox itself
 * @param mailbox the mailbox that is opened, which differs for a shared one
 * @param password for flow password; null keeps the one that is there
 */
public record GrantDefinition(
    @Size(max = 64) String registrationId,
    @NotNull Flow flow,
    @NotBlank @Size(max = 320) String signsInAs,
    @NotBlank @Size(max = 320) String mailbox,
    @Size(max = 1000) String password) {
  @Override
  public String toString() {
    return "GrantDefinition[flow=%s, signsInAs=%s, mailbox=%s]".formatted(flow, signsInAs, mailbox);
  }
}
