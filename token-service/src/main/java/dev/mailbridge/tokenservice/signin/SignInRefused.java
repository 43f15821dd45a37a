package dev.mailbridge.tokenservice.signin;

/** A sign-in ends without effect; the message is shown to the one in front of the browser. */
class SignInRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String title;
  private final transient SignIn signIn;

  SignInRefused(String title, String message, SignIn signIn) {
    super(message);
    this.title = title;
    this.signIn = signIn;
  }

  String title() {
    return title;
  }

  /** Null when it is not known which one it was. */
  SignIn signIn() {
    return signIn;
  }
}
