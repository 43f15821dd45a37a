package dev.mailbridge.configservice.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.mailbridge.configservice.access.TestAccounts;
import java.util.List;

/** Signs in on the page, as an administrator who has chosen a password long ago. */
final class Administrator {
  /** Of whom signed in last: one sign-in does for many browsers of one application. */
  private static List<Cookie> session = List.of();

  private Administrator() {}

  static void signIn(Page page) {
    TestAccounts.Credentials administrator = TestAccounts.administrator();
    page.context().addCookies(session);
    page.navigate("/");
    if (!page.url().contains("/login")) {
      return;
    }
    page.getByLabel("Name").fill(administrator.name());
    page.getByLabel("Password").fill(administrator.password());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    page.waitForURL("**/");
    session = page.context().cookies();
  }
}
