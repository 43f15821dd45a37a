package dev.mailbridge.simulator;

/** Holds the behaviour that is in force. */
public final class Settings {
  private volatile Behaviour behaviour;

  public Settings(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  public void use(Behaviour other) {
    behaviour = other;
  }
}
