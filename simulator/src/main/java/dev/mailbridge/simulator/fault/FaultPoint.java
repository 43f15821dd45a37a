package dev.mailbridge.simulator.fault;

/** A place in a conversation where a fault can strike; what isn't known there is null. */
public record FaultPoint(Protocol protocol, String mailbox, String app, String step, Long uid) {

  public static FaultPoint of(Protocol protocol, String mailbox, String step) {
    return new FaultPoint(protocol, mailbox, null, step, null);
  }

  public FaultPoint withUid(long mail) {
    return new FaultPoint(protocol, mailbox, app, step, mail);
  }
}
