package dev.mailbridge.tokenservice.vault;

import dev.mailbridge.platform.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1")
@Tag(name = "Master key")
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@RunOnVirtualThread
class MasterKeyResource {
  private final MasterKeyRotation rotation;

  MasterKeyResource(MasterKeyRotation rotation) {
    this.rotation = rotation;
  }

  /**
   * @param resealed how many ciphertexts were sealed under the newest key
   */
  record Result(int resealed) {}

  @POST
  @Path("master-key:rotate")
  @Operation(
      summary = "A new master key",
      description =
          "Everything is sealed anew under it while the service runs. Then copy the key file"
              + " again.")
  public Result rotate() {
    return new Result(rotation.rotate());
  }

  @POST
  @Path("master-key:retire")
  @Operation(
      summary = "Removes the older master keys",
      description =
          "Backups of the database from before the last rotation can't be opened any more.")
  public Result retire() {
    return new Result(rotation.retire());
  }
}
