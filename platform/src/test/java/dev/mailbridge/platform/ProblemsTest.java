package dev.mailbridge.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ProblemsTest {
  @Test
  void shouldShowTypeAndDetailWhenAFeatureReportsAProblem() {
    problem(poller().get("/probe/conflict").then(), 409)
        .body("type", equalTo("urn:mail-bridge:problem:conflict"))
        .body("detail", equalTo("Load it again."));
  }

  @Test
  void shouldPointAtTheFieldWhenItIsInvalid() {
    problem(post("{\"id\": \"a\", \"name\": \" \"}"), 400)
        .body("errors[0].pointer", equalTo("/name"));
  }

  @Test
  void shouldSayWhatTheTypeWantsWhenAValueTypeRefuses() {
    problem(post("{\"id\": \"no spaces\", \"name\": \"n\"}"), 400)
        .body("errors[0].pointer", equalTo("/id"))
        .body("detail", containsString("1 to 64 letters"));
  }

  @Test
  void shouldNameThePlaceWhenTheBodyIsNotJson() {
    problem(post("{\"id\": "), 400).body("detail", containsString("line 1"));
  }

  @Test
  void shouldHideTheCauseWhenSomethingUnforeseenHappens() {
    problem(poller().get("/probe/failure").then(), 500)
        .body(not(containsString("secret-inside")))
        .body(not(containsString("IllegalState")));
  }

  @Test
  void shouldRefuseWhenTheContentTypeIsNone() {
    problem(poller().header("Content-Type", "///").post("/probe").then(), 400)
        .body("detail", containsString("media type"));
  }

  @Test
  void shouldRefuseWhenTheAddressHoldsNul() {
    problem(poller().urlEncodingEnabled(false).get("/probe/a%00b").then(), 400)
        .body("detail", containsString("NUL"));
    problem(poller().urlEncodingEnabled(false).get("/probe?name=%00").then(), 400);
  }

  @Test
  void shouldBeAProblemWhenThePathIsUnknown() {
    poller().get("/probe/nowhere").then().statusCode(404);
  }

  private static ValidatableResponse problem(ValidatableResponse response, int status) {
    return response
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status));
  }

  private static ValidatableResponse post(String body) {
    return poller().contentType("application/json").body(body).post("/probe").then();
  }

  private static RequestSpecification poller() {
    return given().header("Authorization", "Bearer " + PlatformTestResource.POLLER_KEY);
  }
}
