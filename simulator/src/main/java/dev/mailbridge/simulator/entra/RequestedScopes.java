package dev.mailbridge.simulator.entra;

import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The scope parameter, understood.
 *
 * @param openId the OpenID Connect scopes
 * @param permissions names without the resource; empty for {@code .default}
 * @param byDefault true for {@code .default}
 */
record RequestedScopes(
    Set<Resource> resources, Set<String> openId, Set<String> permissions, boolean byDefault) {
  private static final Set<String> OPEN_ID_SCOPES =
      Set.of("openid", "profile", "email", "offline_access");

  RequestedScopes {
    openId = Set.copyOf(openId);
    permissions = Set.copyOf(permissions);
  }

  static RequestedScopes parse(String scope) {
    Set<Resource> resources = EnumSet.noneOf(Resource.class);
    Set<String> openId = new LinkedHashSet<>();
    Set<String> permissions = new LinkedHashSet<>();
    boolean byDefault = false;
    for (String one : scope.strip().split("\\s+")) {
      if (one.isEmpty()) {
        continue;
      }
      if (OPEN_ID_SCOPES.contains(one)) {
        openId.add(one);
        continue;
      }
      Resource resource = Resource.GRAPH;
      String permission = one;
      if (one.contains("://")) {
        resource = resourceOf(one);
        permission = one.substring(one.lastIndexOf('/') + 1);
      }
      resources.add(resource);
      if (permission.equals(".default")) {
        byDefault = true;
      } else if (!resource.offers(permission)) {
        throw Aadsts.of(
            650053,
            "The application asked for scope '"
                + permission
                + "' that doesn't exist on the resource '"
                + resource.audience()
                + "'.");
      } else {
        permissions.add(permission);
      }
    }
    if (byDefault && !permissions.isEmpty()) {
      throw Aadsts.of(
          70011,
          "The provided value for the input parameter 'scope' is not valid."
              + " .default scope can't be combined with resource-specific scopes.");
    }
    return new RequestedScopes(resources, openId, permissions, byDefault);
  }

  private static Resource resourceOf(String scope) {
    try {
      return Resource.of(URI.create(scope)).orElseThrow(() -> unknownResource(scope));
    } catch (IllegalArgumentException e) {
      throw unknownResource(scope);
    }
  }

  private static EntraException unknownResource(String scope) {
    return Aadsts.of(
        500011, "The resource principal named " + scope + " was not found in the tenant.");
  }

  /** The one resource that a token is asked for; Graph when only OpenID Connect scopes are. */
  Resource resource() {
    if (resources.size() > 1) {
      throw Aadsts.of(
          28000,
          "Provided value for the input parameter scope is not valid because it contains more than"
              + " one resource. Scope is not valid.");
    }
    return resources.isEmpty() ? Resource.GRAPH : resources.iterator().next();
  }

  boolean offline() {
    return openId.contains("offline_access");
  }
}
