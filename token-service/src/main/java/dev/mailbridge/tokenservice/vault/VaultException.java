package dev.mailbridge.tokenservice.vault;

/** Something can't be sealed or opened; the message names what and what to do, never a secret. */
public class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VaultException(String message) {
    super(message);
  }

  VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
