package dev.mailbridge.simulator.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults in force. A strike counts; a fault that has struck often enough is gone. */
public final class Faults {
  private static final Set<FaultKind> AT_ANY_STEP =
      EnumSet.of(
          FaultKind.CUT, FaultKind.RESET, FaultKind.HALF_OPEN, FaultKind.BYE, FaultKind.REPLY);

  private static final class Active {
    private final Fault fault;
    private int letThrough;
    private int strikes;

    Active(Fault fault) {
      this.fault = fault;
    }
  }

  /** A fault and how often it struck. */
  public record Listed(Fault fault, int strikes) {}

  private final List<Active> active = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Random random;

  /** Shares are drawn from {@code seed}, so that a run can be repeated. */
  public Faults(long seed) {
    random = new Random(seed);
  }

  public Fault add(Fault fault) {
    Fault listed = fault.withId("f" + ids.incrementAndGet());
    active.add(new Active(listed));
    return listed;
  }

  public List<Listed> list() {
    List<Listed> all = new ArrayList<>();
    active.forEach(one -> all.add(new Listed(one.fault, one.strikes)));
    return all;
  }

  public boolean remove(String id) {
    return active.removeIf(one -> one.fault.id().equals(id));
  }

  public void clear() {
    active.clear();
  }

  public boolean any() {
    return !active.isEmpty();
  }

  /** A fault that strikes whatever is done at this step: slowness, a cut, another answer. */
  public Optional<Fault> atStep(FaultPoint point) {
    return take(point, AT_ANY_STEP);
  }

  /** A fault of one of these kinds that strikes here. */
  public Optional<Fault> take(FaultPoint point, FaultKind... kinds) {
    return active.isEmpty() ? Optional.empty() : take(point, Set.copyOf(Arrays.asList(kinds)));
  }

  private Optional<Fault> take(FaultPoint point, Set<FaultKind> kinds) {
    for (Active one : active) {
      if (kinds.contains(one.fault.kind()) && one.fault.fits(point) && strikes(one)) {
        return Optional.of(one.fault);
      }
    }
    return Optional.empty();
  }

  private synchronized boolean strikes(Active one) {
    if (!active.contains(one)) {
      return false;
    }
    if (one.letThrough < one.fault.after().orElse(0)) {
      one.letThrough++;
      return false;
    }
    if (one.fault.share().isPresent() && random.nextDouble() >= one.fault.share().get()) {
      return false;
    }
    one.strikes++;
    if (one.fault.count().isPresent() && one.strikes >= one.fault.count().get()) {
      active.remove(one);
    }
    return true;
  }
}
