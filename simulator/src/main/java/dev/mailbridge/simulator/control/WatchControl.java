package dev.mailbridge.simulator.control;

import dev.mailbridge.simulator.fault.Protocol;
import dev.mailbridge.simulator.http.Answer;
import dev.mailbridge.simulator.http.BadCall;
import dev.mailbridge.simulator.http.Call;
import dev.mailbridge.simulator.http.Router;
import dev.mailbridge.simulator.watch.ClientWatch;
import java.util.Arrays;
import java.util.Optional;

/** {@code /simulator/clients}: what clients did, for those who test a client. */
public final class WatchControl {
  private final ClientWatch watch;

  public WatchControl(ClientWatch watch) {
    this.watch = watch;
  }

  public void register(Router router) {
    router
        .on("GET", "/simulator/clients", this::seen)
        .on(
            "DELETE",
            "/simulator/clients",
            call -> {
              watch.forget();
              return Answer.empty(204);
            });
  }

  private Answer seen(Call call) {
    Optional<Protocol> protocol = call.query("protocol").map(WatchControl::protocol);
    return Answer.json(200, watch.seen(call.query("mailbox"), protocol));
  }

  private static Protocol protocol(String slug) {
    return Arrays.stream(Protocol.values())
        .filter(one -> one.slug().equals(slug))
        .findFirst()
        .orElseThrow(
            () -> new BadCall(400, "protocol must be one of entra, graph, imap, pop3, smtp"));
  }
}
