package dev.mailbridge.configservice.access;

import dev.mailbridge.platform.problem.ProblemException;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.Locale;
import org.wildfly.security.password.Password;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.util.ModularCrypt;

/** bcrypt, with the longest password that it looks at whole. */
@ApplicationScoped
class Passwords {
  private static final int COST = 11;
  private static final int SHORTEST = 12;

  /** bcrypt looks at no more octets than this. */
  private static final int LONGEST = 72;

  private static final WildFlyElytronPasswordProvider PROVIDER =
      new WildFlyElytronPasswordProvider();
  private final String nobodys = hash("nobody's password");

  String hash(String password) {
    return BcryptUtil.bcryptHash(password, COST);
  }

  boolean match(String password, String hash) {
    try {
      PasswordFactory factory = PasswordFactory.getInstance("bcrypt", PROVIDER);
      Password stored = factory.translate(ModularCrypt.decode(hash));
      return factory.verify(stored, password.toCharArray());
    } catch (NoSuchAlgorithmException | InvalidKeySpecException | InvalidKeyException e) {
      throw new IllegalStateException("The stored password hash can't be read", e);
    }
  }

  void pretend(String password) {
    match(password, nobodys);
  }

  void requireGood(String account, String present, String wanted) {
    String advice = null;
    if (wanted.length() < SHORTEST) {
      advice = "Use at least %d characters; a few words are easy to keep.".formatted(SHORTEST);
    } else if (wanted.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      advice = "Use at most %d characters.".formatted(LONGEST);
    } else if (same(present, wanted)) {
      advice = "Choose another one than the present password.";
    } else if (wanted.toLowerCase(Locale.ROOT).contains(account.toLowerCase(Locale.ROOT))) {
      advice = "Leave the account's name out of the password.";
    } else if (wanted.chars().distinct().count() < 5) {
      advice = "Use more different characters.";
    }
    if (advice != null) {
      throw new ProblemException(AccessProblem.WEAK_PASSWORD, advice);
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
