package dev.mailbridge.simulator.directory;

/** A certificate that an app proves itself with; PEM. */
public record AppCertificate(String keyId, String pem) {}
