package dev.mailbridge.configservice.directory.graph;

/** Graph understood a request and won't answer it; its caller knows what that means. */
final class GraphRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient GraphError error;

  GraphRefusal(GraphError error) {
    super(error.words());
    this.error = error;
  }

  GraphError error() {
    return error;
  }

  /** What it means when nothing more is known. */
  ImportException asFailure() {
    return switch (error.status()) {
      case 401, 403 ->
          new ImportException(
              new ImportFailure(
                  ImportFailure.Code.PERMISSION_MISSING,
                  "Microsoft Graph refused the request (%s)".formatted(error.words()),
                  "In Entra, under API permissions of this app, add the application permissions"
                      + " User.Read.All and GroupMember.Read.All of Microsoft Graph, and grant admin"
                      + " consent.",
                  error.traceId()),
              this);
      default ->
          new ImportException(
              new ImportFailure(
                  ImportFailure.Code.GRAPH_REFUSED,
                  "Microsoft Graph refused the request (%s)".formatted(error.words()),
                  "Nothing was changed. Check the attributes that the Import Rules name, and the"
                      + " Graph URL.",
                  error.traceId()),
              this);
    };
  }
}
