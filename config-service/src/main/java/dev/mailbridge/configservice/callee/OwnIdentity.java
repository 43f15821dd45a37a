package dev.mailbridge.configservice.callee;

import dev.mailbridge.platform.security.ServiceKeys;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** This service's own identity goes with every request, made for the service that is asked. */
public class OwnIdentity implements ClientRequestFilter {
  /** MicroProfile REST Client: the client's method that is being called. */
  private static final String METHOD = "org.eclipse.microprofile.rest.client.invokedMethod";

  private final ServiceKeys keys;

  OwnIdentity(ServiceKeys keys) {
    this.keys = keys;
  }

  @Override
  public void filter(ClientRequestContext request) {
    Method method = (Method) request.getProperty(METHOD);
    String callee = method.getDeclaringClass().getAnnotation(RegisterRestClient.class).configKey();
    request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, keys.authorizationFor(callee));
  }
}
