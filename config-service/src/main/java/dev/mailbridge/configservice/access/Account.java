package dev.mailbridge.configservice.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Somebody who signs in here with a password. */
@Entity
@Table(name = "account")
class Account {
  @Id String name;

  /** bcrypt, in modular crypt form. */
  String passwordHash;

  String role;

  /** The password was generated: a person has to choose another one. */
  boolean mustChange;

  int failures;
  Instant lockedUntil;
  Instant changedAt;

  @Override
  public String toString() {
    return "Account[" + name + "]";
  }
}
