package dev.mailbridge.tokenservice;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** Requests as the other services make them. */
public final class Callers {
  private Callers() {}

  public static String keyOf(String service) {
    return service + "-key-of-the-tests-0123456789abcdef";
  }

  public static RequestSpecification as(String service) {
    return RestAssured.given()
        .header("Authorization", "Bearer " + keyOf(service))
        .contentType("application/json")
        // It would write the colon of ":rotate" as %3A.
        .urlEncodingEnabled(false)
        .redirects()
        .follow(false);
  }

  public static RequestSpecification configService() {
    return as("config-service");
  }

  public static RequestSpecification poller() {
    return as("imap-poller");
  }

  public static RequestSpecification sender() {
    return as("smtp-sender");
  }

  /** An administrator's browser: no key, cookies as given. */
  public static RequestSpecification browser() {
    return RestAssured.given().redirects().follow(false);
  }
}
