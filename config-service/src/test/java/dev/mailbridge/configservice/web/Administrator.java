package dev.mailbridge.configservice.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mailbridge.configservice.ConfigServiceTestResource;

/** Signs in, and chooses an own password if that has not been done. */
final class Administrator {
  static final String PASSWORD = "a few words are easy";

  private Administrator() {}

  static void signIn(Page page) {
    page.navigate("/login");
    enter(page, ConfigServiceTestResource.PASSWORD);
    page.waitForLoadState();
    if (page.url().contains("/account/password")) {
      page.getByLabel("Present password").fill(ConfigServiceTestResource.PASSWORD);
      page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
      page.getByLabel("New password again").fill(PASSWORD);
      press(page, "Change and sign in again");
    }
    if (page.getByLabel("Password").isVisible()) {
      enter(page, PASSWORD);
    }
    page.waitForURL("**/");
  }

  private static void enter(Page page, String password) {
    page.getByLabel("Name").fill("admin");
    page.getByLabel("Password").fill(password);
    press(page, "Sign in");
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
    page.waitForLoadState();
  }
}
