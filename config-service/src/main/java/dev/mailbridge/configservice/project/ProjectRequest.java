package dev.mailbridge.configservice.project;

import dev.mailbridge.contracts.ProjectId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param id ends the names of the project's topics and can't be changed
 * @param retired null means no
 */
@Schema(example = "{\"id\": \"facilities\", \"name\": \"Facility desk\"}")
public record ProjectRequest(
    @NotNull ProjectId id, @NotBlank @Size(max = 100) String name, Boolean retired) {}
