package dev.mailbridge.configservice.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mailbridge.configservice.access.TestAccounts;

/** Signs in on the page, as an administrator who has chosen a password long ago. */
final class Administrator {
  private Administrator() {}

  static void signIn(Page page) {
    TestAccounts.Credentials administrator = TestAccounts.administrator();
    page.navigate("/login");
    page.getByLabel("Name").fill(administrator.name());
    page.getByLabel("Password").fill(administrator.password());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    page.waitForURL("**/");
  }
}
