package dev.mailbridge.configservice.directory.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DirectoryUser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserSelectionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"mail":"A.B@Contoso.example"}                                                    | a.b@contoso.example
          {"mail":null,"proxyAddresses":["smtp:x@c.example","SMTP:y@c.example"]}             | y@c.example
          {"proxyAddresses":["X500:/o=a","sip:z@c.example","smtp:x@c.example"]}              | x@c.example
          {"userPrincipalName":"u@c.example"}                                                | u@c.example
          {"userPrincipalName":"wang_xi_customer.example#EXT#@c.onmicrosoft.com"}            | wang_xi@customer.example
          {"userPrincipalName":"nonsense"}                                                   |
          """)
  void shouldTakeTheFirstAddressWhenSourcesAreAskedInOrder(String user, String address) {
    // When
    DirectoryUser selected = select(ImportRules.DEFAULT, user).orElseThrow();

    // Then
    assertThat(selected.address()).isEqualTo(address);
  }

  @Test
  void shouldKeepEveryMailAddressWhenThereAreSeveral() {
    // When
    DirectoryUser user =
        select(
                ImportRules.DEFAULT,
                """
                {"mail":"a@c.example","userPrincipalName":"A@c.example",
                 "proxyAddresses":["SMTP:b@c.example","smtp:d@c.example","sip:a@c.example"]}
                """)
            .orElseThrow();

    // Then
    assertThat(user.addresses()).containsExactly("a@c.example", "b@c.example", "d@c.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"domains":["c.example"]}                                                          | true
          {"domains":["*.example"]}                                                          | true
          {"domains":["other.example","*.c.example"]}                                        | false
          {"enabledOnly":true}                                                               | false
          {"userTypes":"members"}                                                            | true
          {"userTypes":"guests"}                                                             | false
          {"groups":["g1"]}                                                                  | true
          {"groups":["g2"]}                                                                  | false
          {"conditions":[{"attribute":"department","operator":"equals","value":"sales"}]}     | true
          {"conditions":[{"attribute":"department","operator":"matches","value":"^Sal"}]}     | true
          {"conditions":[{"attribute":"department","operator":"matches","value":"^sal"}]}     | false
          {"conditions":[{"attribute":"department","operator":"equals","value":"Sales","negate":true}]} | false
          {"conditions":[{"attribute":"companyName","operator":"equals","value":""}]}         | true
          {"conditions":[{"attribute":"extensionAttribute4","operator":"equals","value":"44"}]} | true
          """)
  void shouldSelectWhenTheRulesHold(String rules, boolean selected) {
    // Given
    String user =
        """
        {"mail":"a@c.example","accountEnabled":false,"userType":"Member","department":"Sales",
         "onPremisesExtensionAttributes":{"extensionAttribute4":"44"}}
        """;

    // Then
    assertThat(select(rules(rules), user)).matches(one -> one.isPresent() == selected);
  }

  @Test
  void shouldMarkVipsAndMapFieldsWhenTheRulesSaySo() {
    // Given
    ImportRules rules =
        rules(
            """
            {"vipConditions":[{"attribute":"jobTitle","operator":"matches","value":"(?i)chief"}],
             "mapping":{"costCentre":["extensionAttribute4","employeeId"],"office":["city"]}}
            """);

    // When
    DirectoryUser user =
        select(
                rules,
                """
                {"jobTitle":"Chief of staff","employeeId":"E7","city":"Kyiv","officeLocation":"1"}
                """)
            .orElseThrow();

    // Then
    assertThat(user.vip()).isTrue();
    assertThat(user.fields()).isEqualTo(Map.of("costCentre", "E7"));
    assertThat(user.office()).isEqualTo("Kyiv");
    assertThat(rules.attributes())
        .contains("onPremisesExtensionAttributes", "employeeId", "city", "jobTitle", "manager")
        .doesNotContain("officeLocation", "extensionAttribute4");
  }

  @Test
  void shouldNameEveryFaultWhenRulesAreWrong() {
    // Given
    ImportRules rules =
        rules(
            """
            {"groups":["Everybody"],"domains":["contoso"],"every":"PT1S","brakePercent":101,
             "conditions":[{"attribute":"a b","operator":"matches","value":"(a"}],
             "mapping":{"x y":["ok"]}}
            """);

    // Then
    assertThat(RulesValidator.problems(rules))
        .extracting(problem -> problem.pointer())
        .containsExactlyInAnyOrder(
            "/groups",
            "/domains",
            "/every",
            "/brakePercent",
            "/conditions/0/attribute",
            "/conditions/0/value",
            "/mapping");
    assertThat(RulesValidator.problems(ImportRules.DEFAULT)).isEqualTo(List.of());
  }

  private static ImportRules rules(String json) {
    return ContractJson.read(json.getBytes(StandardCharsets.UTF_8), ImportRules.class);
  }

  private static Optional<DirectoryUser> select(ImportRules rules, String user) {
    JsonNode tree = ContractJson.read(user.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    return new UserSelection(rules).select(tree, Set.of("g1"));
  }
}
