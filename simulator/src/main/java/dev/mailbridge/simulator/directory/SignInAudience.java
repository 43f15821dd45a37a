package dev.mailbridge.simulator.directory;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose accounts may sign in to an app, as Graph's {@code signInAudience} names it. */
public enum SignInAudience {
  @JsonProperty("AzureADMyOrg")
  MY_ORG("AzureADMyOrg"),
  @JsonProperty("AzureADMultipleOrgs")
  MULTIPLE_ORGS("AzureADMultipleOrgs"),
  @JsonProperty("AzureADandPersonalMicrosoftAccount")
  MULTIPLE_ORGS_AND_PERSONAL("AzureADandPersonalMicrosoftAccount"),
  @JsonProperty("PersonalMicrosoftAccount")
  PERSONAL("PersonalMicrosoftAccount");

  private final String code;

  SignInAudience(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** Whether accounts of other organisations may sign in. */
  public boolean organizations() {
    return this == MULTIPLE_ORGS || this == MULTIPLE_ORGS_AND_PERSONAL;
  }

  /** Whether personal Microsoft accounts may sign in. */
  public boolean personal() {
    return this == PERSONAL || this == MULTIPLE_ORGS_AND_PERSONAL;
  }
}
