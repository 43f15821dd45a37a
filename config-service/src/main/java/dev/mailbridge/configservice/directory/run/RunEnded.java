package dev.mailbridge.configservice.directory.run;

/** Somebody else has the run now, or ended it, or this process stops: leave it as it is. */
final class RunEnded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunEnded(String why) {
    super(why);
  }
}
