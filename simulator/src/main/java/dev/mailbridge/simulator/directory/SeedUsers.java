package dev.mailbridge.simulator.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Invented people by the thousand: the same number always means the same person. */
public final class SeedUsers {
  private static final List<String> GIVEN =
      List.of("Ada", "Bilal", "Chloé", "Dmitri", "Elif", "Femi", "Grace", "Hana", "Ivo", "Jun");
  private static final List<String> SURNAMES =
      List.of("Adeyemi", "Bauer", "Castro", "Dubois", "Ek", "Fujita", "García", "Hansen", "Ivanov");
  private static final List<String> DEPARTMENTS =
      List.of("Finance", "Facilities", "IT", "Production", "Research", "Sales");
  private static final int REPORTS = 20;
  private static final int GUEST_EACH = 50;

  private SeedUsers() {}

  /**
   * Users {@code first} to {@code first + count - 1}. Each 50th is a guest, the others of twenty
   * report to the first of them. They have no mailboxes.
   */
  public static void add(Directory directory, int first, int count) {
    for (int number = first; number < first + count; number++) {
      directory.put(user(number));
    }
  }

  public static String id(int number) {
    return "00000000-0000-4000-9000-%012d".formatted(number);
  }

  private static User user(int number) {
    boolean guest = number % GUEST_EACH == 7;
    String given = GIVEN.get(number % GIVEN.size());
    String surname = SURNAMES.get(number % SURNAMES.size());
    String name = "user%06d".formatted(number);
    String upn =
        guest
            ? name + "_partner.example#EXT#@" + SeedDirectory.DOMAIN
            : name + "@" + SeedDirectory.DOMAIN;
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("mail", guest ? name + "@partner.example" : upn);
    attributes.put("userType", guest ? "Guest" : "Member");
    attributes.put("jobTitle", number % REPORTS == 0 ? "Manager" : "Engineer");
    attributes.put("officeLocation", "Building " + number % 12 + ", room " + number % 400);
    attributes.put("mobilePhone", "+49 30 %07d".formatted(number));
    attributes.put("businessPhones", List.of("+49 40 %07d".formatted(number)));
    attributes.put("preferredLanguage", number % 3 == 0 ? "de-DE" : "en-GB");
    attributes.put("employeeId", "E%06d".formatted(number));
    attributes.put("companyName", guest ? "Partner" : "Contoso");
    if (number % REPORTS != 0) {
      attributes.put("manager", id(number - number % REPORTS));
    }
    List<String> proxies = guest ? List.of() : List.of("u%06d@contoso.example".formatted(number));
    return new User(
        id(number),
        upn,
        given + " " + surname,
        Optional.of(given),
        Optional.of(surname),
        Optional.of(DEPARTMENTS.get(number % DEPARTMENTS.size())),
        proxies,
        true,
        false,
        false,
        false,
        false,
        false,
        "simulator",
        Optional.empty(),
        attributes);
  }
}
