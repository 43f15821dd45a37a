package dev.mailbridge.configservice.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.callee.CalleeException;
import dev.mailbridge.configservice.oauth.OAuthFields;
import dev.mailbridge.configservice.oauth.OAuthSettings;
import dev.mailbridge.configservice.tokenservice.Registration;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.platform.problem.ProblemException;
import dev.mailbridge.platform.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** <em>Configuration</em>: the OAUTH2 fields. */
@Path("configuration/oauth2")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
class OAuthPage {
  private final OAuthSettings settings;

  OAuthPage(OAuthSettings settings) {
    this.settings = settings;
  }

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance oauth2(Form form, Registration present, String done);

    static native TemplateInstance checked(JsonNode result);
  }

  @GET
  public TemplateInstance show(@QueryParam("done") String done) {
    try {
      Map<String, String> values = values(settings.fields().orElseGet(settings::usual));
      return Templates.oauth2(Form.of(values), settings.registration().orElse(null), done);
    } catch (CalleeException e) {
      return Templates.oauth2(Form.of(Map.of()).rejected(e.getMessage(), List.of()), null, null);
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response save(MultivaluedMap<String, String> sent) {
    Form form = Form.of(sent);
    try {
      settings.save(fields(form));
      return Response.seeOther(URI.create("/configuration/oauth2?done=saved")).build();
    } catch (ProblemException e) {
      return again(form.rejected(e.type().title(), e.errors()), e.type().status());
    } catch (CalleeException e) {
      return again(form.rejected(e.getMessage(), List.of()), e.status());
    }
  }

  @POST
  @Path("check")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance check() {
    try {
      return Templates.checked(settings.check());
    } catch (CalleeException e) {
      ObjectNode failure = ContractJson.mapper().createObjectNode().put("ok", false);
      failure.putObject("failure").put("remedy", e.getMessage());
      return Templates.checked(failure);
    }
  }

  private Response again(Form form, int status) {
    return Response.status(status).entity(Templates.oauth2(form, null, null)).build();
  }

  private static Map<String, String> values(OAuthFields fields) {
    Map<String, String> values = new HashMap<>();
    JsonNode tree = ContractJson.mapper().valueToTree(fields);
    tree.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText("")));
    return values;
  }

  private static OAuthFields fields(Form form) {
    ObjectNode tree = ContractJson.mapper().createObjectNode();
    FIELDS.forEach(name -> tree.put(name, form.text(name)));
    try {
      return ContractJson.mapper().convertValue(tree, OAuthFields.class);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          FormProblem.UNREADABLE, "Enter the port as a number and the date as a day.", e);
    }
  }

  private static final List<String> FIELDS =
      List.of(
          "OAUTH2 Port",
          "OAUTH2 Auth End Point",
          "OAUTH2 Token End Point",
          "OAUTH2 Mail Client ID",
          "OAUTH2 Mail Secret",
          "OAUTH2 CodeChallenge",
          "OAUTH2 Code Challenge Method",
          "OAUTH2 Scope",
          "OAUTH2 Mail Secret expires",
          "OAUTH2 Graph URL");
}
