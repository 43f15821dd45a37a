package dev.mailbridge.tokenservice.registration;

/** Fired in the transaction that changed a registration. */
public record RegistrationChanged(String registrationId, boolean disabled) {}
