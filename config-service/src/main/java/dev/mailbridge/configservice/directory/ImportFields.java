package dev.mailbridge.configservice.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The set-up guide's fields, by its names, and the Import Rules.
 *
 * @param secretKey never shown; null keeps the present one
 * @param secretExpires the day that Entra shows beside the secret, to be warned in time
 * @param cloud {@code global} when absent, {@code us-government}, {@code dod}, {@code china}, or
 *     {@code custom} with the two addresses
 * @param enabled whether it runs by schedule
 * @param rules everybody when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    example =
        """
        {"Client ID": "6d2b9f4e-0c1a-4e56-8b2f-000000000003",
         "Tenant ID": "8f3c1e0a-5b7d-4a43-9d1c-000000000001", "Secret Key": "…", "enabled": true,
         "rules": {"groups": [], "domains": ["contoso.com"], "enabledOnly": false,
           "userTypes": "all", "address": ["mail", "proxyAddresses", "userPrincipalName"],
           "mapping": {"costCentre": ["extensionAttribute4", "employeeId"]},
           "leavers": "disable", "brakePercent": 10, "every": "PT1H", "fullEvery": "P7D"}}
        """)
public record ImportFields(
    @JsonProperty("Client ID") String clientId,
    @JsonProperty("Tenant ID") String tenantId,
    @JsonProperty("Secret Key") String secretKey,
    @JsonProperty("Secret Key expires") LocalDate secretExpires,
    @JsonProperty("Cloud") String cloud,
    @JsonProperty("Token End Point") String tokenEndPoint,
    @JsonProperty("Graph URL") String graphUrl,
    Boolean enabled,
    ImportRules rules) {

  public boolean runsBySchedule() {
    return enabled == null || enabled;
  }

  public ImportRules rulesOrUsual() {
    return rules == null ? ImportRules.DEFAULT : rules;
  }

  @Override
  public String toString() {
    return "ImportFields[clientId=%s, tenantId=%s, secretKey=***]".formatted(clientId, tenantId);
  }
}
