package dev.mailbridge.smtpsender.outgoing;

import dev.mailbridge.contracts.DeliveryState;

/** How far a stored mail has come; {@link DeliveryState} and what only the sender needs to know. */
public enum MailState {
  ACCEPTED,
  DEFERRED,
  /** Waits for an administrator. */
  PAUSED,
  /** An attempt is under way, or was when its process died. */
  SENDING,
  UNCERTAIN,
  SENT,
  REFUSED,
  FAILED,
  BOUNCED,
  CANCELLED;

  /** Whether the mail waits for an attempt. The claiming index has the same three. */
  public boolean waiting() {
    return switch (this) {
      case ACCEPTED, DEFERRED, PAUSED -> true;
      case SENDING, UNCERTAIN, SENT, REFUSED, FAILED, BOUNCED, CANCELLED -> false;
    };
  }

  /** As the project sees it. */
  public DeliveryState reported() {
    return switch (this) {
      case ACCEPTED, SENDING -> DeliveryState.ACCEPTED;
      case DEFERRED -> DeliveryState.DEFERRED;
      case PAUSED -> DeliveryState.PAUSED;
      case UNCERTAIN -> DeliveryState.UNCERTAIN;
      case SENT -> DeliveryState.SENT;
      case REFUSED -> DeliveryState.REFUSED;
      case FAILED -> DeliveryState.FAILED;
      case BOUNCED -> DeliveryState.BOUNCED;
      case CANCELLED -> DeliveryState.CANCELLED;
    };
  }
}
