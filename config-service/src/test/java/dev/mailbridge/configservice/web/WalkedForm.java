package dev.mailbridge.configservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.mailbridge.contracts.ContractJson;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A screen's form, and what tells by REST what it holds. */
final class WalkedForm {
  static final String FORM = "main form";

  private static final Pattern ROW = Pattern.compile("(.*\\.)(\\d+)\\.[a-z]+");

  /** In the form in other units than in JSON. */
  private static final Set<String> UNITS = Set.of("pollInterval", "maxMessageSize");

  private static final String FIELDS =
      """
      const fields = [...document.querySelectorAll('main form [name]:not([type=hidden])')]
        .filter(f => f.tagName !== 'BUTTON' && f.type !== 'password' && !('notStored' in f.dataset));
      const value = f => f.type === 'checkbox' ? String(f.checked) : f.value;
      """;

  private static final String SHOWN =
      "() => {" + FIELDS + "return Object.fromEntries(fields.map(f => [f.name, value(f)])); }";

  private static final String ENABLED =
      "() => {" + FIELDS + "return fields.filter(f => !f.disabled).map(f => f.name); }";

  /** Other values that are as good as the present one. */
  private static final String CANDIDATES =
      """
      name => {
      """
          + FIELDS
          + """
            const field = fields.find(f => f.name === name);
            const old = value(field);
            const walk = 'Walk' + name.replace(/[^0-9]/g, '');
            if (field.tagName === 'SELECT') return [...field.options].map(o => o.value).filter(v => v !== old);
            if (field.type === 'checkbox') return [String(!field.checked)];
            if (field.type === 'number') return [String((Number(old || field.placeholder) || 4) + 1)];
            if (field.type === 'datetime-local') return ['2026-01-02T03:04'];
            if (field.type === 'date') return ['2027-01-02'];
            if (field.tagName === 'TEXTAREA') return [old + '\\n' + walk, old + ' Again', 'walk.example', '3a7e5c10-0000-4000-8000-000000000031'];
            return [old + walk, 'w' + old, old.replace('https://', 'https://w.'), 'https://walk.example', 'walk.example', '3a7e5c10-0000-4000-8000-000000000031'].filter(v => v && v !== old);
          }
          """;

  /** Switches and choices first: they show and hide fields. What they ask for anew is filled in. */
  private static final String SET =
      """
      wanted => {
      """
          + FIELDS
          + """
            const rank = f => f.type === 'checkbox' ? 0 : f.tagName === 'SELECT' ? 1 : 2;
            const before = fields.filter(f => f.disabled);
            for (const field of [...fields].sort((a, b) => rank(a) - rank(b))) {
              if (!(field.name in wanted) || value(field) === wanted[field.name]) continue;
              if (field.type === 'checkbox') field.checked = wanted[field.name] === 'true';
              else field.value = wanted[field.name];
              field.dispatchEvent(new Event('change', {bubbles: true}));
            }
            for (const field of before.filter(f => !f.disabled && !f.value)) {
              field.value = field.type === 'datetime-local' ? '2026-01-01T00:00' : 'Filled';
            }
            document.querySelectorAll('main form [type=password]:enabled').forEach(f => f.value = 'simulator-client-secret-000');
          }
          """;

  private static final String REFUSED =
      "() => [...document.querySelectorAll('main form .is-invalid[name]')].map(f => f.name)";

  private final Page tab;
  private final String path;
  private final String form;
  private final List<String> resources;
  final Set<String> read = new LinkedHashSet<>();
  final List<String> refusals = new ArrayList<>();

  WalkedForm(Page tab, String path, String form, List<String> resources) {
    this.tab = tab;
    this.path = path;
    this.form = form;
    this.resources = resources;
  }

  /** A script for all forms, run for this one. */
  private Object evaluate(String script, Object argument) {
    return tab.evaluate(script.replace(FORM, form), argument);
  }

  void open() {
    tab.navigate(path);
  }

  @SuppressWarnings("unchecked")
  Map<String, String> shown() {
    return (Map<String, String>) evaluate(SHOWN, null);
  }

  @SuppressWarnings("unchecked")
  List<String> enabled() {
    return (List<String>) evaluate(ENABLED, null);
  }

  /** What is typed is changed at once, what is chosen one by one: a choice shows other fields. */
  void walk(List<String> names) {
    List<String> choices = names.stream().filter(this::isChoice).toList();
    List<String> typed = names.stream().filter(name -> !isChoice(name)).toList();
    if (!typed.isEmpty()) {
      type(typed);
    }
    choices.forEach(this::choose);
  }

  private boolean isChoice(String name) {
    return (boolean)
        evaluate(
            "name => {"
                + FIELDS
                + "const f = fields.find(f => f.name === name);"
                + " return f.tagName === 'SELECT' || f.type === 'checkbox'; }",
            name);
  }

  @SuppressWarnings("unchecked")
  private List<String> candidates(String name) {
    return (List<String>) evaluate(CANDIDATES, name);
  }

  /** Other values for all of them; a field whose value is refused gets its next one. */
  private void type(List<String> names) {
    Map<String, List<String>> left = new LinkedHashMap<>();
    names.forEach(name -> left.put(name, new ArrayList<>(candidates(name))));
    Map<String, String> present = shown();
    while (!left.isEmpty()) {
      Map<String, String> wanted = new LinkedHashMap<>();
      left.forEach((name, values) -> wanted.put(name, values.getFirst()));
      Set<String> refused = send(wanted);
      if (refused.isEmpty()) {
        confirm(wanted);
        assertThat(send(present)).as("changing %s back", wanted.keySet()).isEmpty();
        return;
      }
      // Where no field tells, any may be the one.
      Set<String> again = new LinkedHashSet<>(left.keySet());
      again.retainAll(refused);
      (again.isEmpty() ? left.keySet() : again).forEach(name -> left.get(name).removeFirst());
      left.values().removeIf(List::isEmpty);
    }
  }

  /** What REST tells of each is what was typed. */
  private void confirm(Map<String, String> wanted) {
    Map<String, JsonNode> facts = facts();
    Map<String, String> now = shown();
    wanted.forEach(
        (name, value) -> {
          assertThat(spaced(now.get(name))).as(name).isEqualTo(spaced(value));
          JsonNode fact = at(facts, name);
          if (UNITS.contains(name.substring(name.lastIndexOf('.') + 1))) {
            assertThat(fact.isMissingNode()).as(name).isFalse();
          } else if (fact.isValueNode()) {
            assertThat(spaced(fact.asText())).as(name).startsWith(spaced(value));
          } else {
            // Under another name, or a list of lines.
            JsonNode where = fact.isMissingNode() ? tree(facts) : fact;
            assertThat(where.toString())
                .as(name)
                .contains(value.lines().toList().getLast().strip());
          }
          read.add(name);
        });
  }

  /** Chooses each other value, looks for it, walks the fields that it shows, and goes back. */
  private void choose(String name) {
    Map<String, String> present = shown();
    List<String> usual = enabled();
    for (String candidate : candidates(name)) {
      if (!change(name, candidate)) {
        continue;
      }
      List<String> fresh = new ArrayList<>(enabled());
      fresh.removeAll(usual);
      // One more row of a list that is walked already.
      fresh.removeIf(one -> usual.stream().anyMatch(known -> column(known).equals(column(one))));
      fresh.removeAll(read);
      walk(fresh);
    }
    assertThat(send(present)).as("changing %s back", name).isEmpty();
  }

  private static String column(String name) {
    return name.replaceAll("\\.\\d+\\.", ".#.");
  }

  /** A choice in an empty row isn't kept: its row, and those before it, have to say something. */
  private Map<String, String> inRow(String name) {
    Matcher row = ROW.matcher(name);
    Map<String, String> filled = new LinkedHashMap<>();
    if (row.matches()) {
      Map<String, String> present = shown();
      for (int i = 0; i <= Integer.parseInt(row.group(2)); i++) {
        String before = row.group(1) + i + ".";
        present.forEach(
            (other, value) -> {
              if (other.startsWith(before) && value.isEmpty()) {
                filled.put(other, "Walk");
              }
            });
      }
    }
    return filled;
  }

  /** False when the server refuses the value, or makes another one of it. */
  private boolean change(String name, String value) {
    Map<String, JsonNode> before = facts();
    Map<String, String> wanted = inRow(name);
    wanted.put(name, value);
    if (!send(wanted).isEmpty()) {
      return false;
    }
    if (!shown().get(name).strip().equals(value.strip())) {
      refusals.add(name + " became " + shown().get(name) + " instead of " + value);
      return false;
    }
    Map<String, JsonNode> after = facts();
    assertThat(after).as("what REST tells after %s became %s", name, value).isNotEqualTo(before);
    JsonNode now = at(after, name);
    if (now.isValueNode() && !UNITS.contains(name.substring(name.lastIndexOf('.') + 1))) {
      // A comparison's choice says beside it whether it is turned around.
      assertThat(now.asText()).as(name).startsWith(value.replaceFirst("^not-", ""));
    }
    read.add(name);
    return true;
  }

  /**
   * From the open form to the open form.
   *
   * @return the fields that were refused; the form's address when no field can tell
   */
  @SuppressWarnings("unchecked")
  private Set<String> send(Map<String, String> wanted) {
    evaluate(SET, wanted);
    tab.locator(form + " button:not([type=button])").last().click();
    tab.waitForLoadState();
    List<String> problems =
        tab.locator("main .invalid-feedback, main .alert-danger").allTextContents();
    Set<String> refused = new LinkedHashSet<>((List<String>) evaluate(REFUSED, null));
    if (!problems.isEmpty()) {
      refusals.add(wanted + ": " + problems);
      if (refused.isEmpty()) {
        refused.add(path);
      }
    }
    if (!refused.isEmpty() || !URI.create(tab.url()).getPath().equals(path)) {
      open();
    }
    return refused;
  }

  private Map<String, JsonNode> facts() {
    Map<String, JsonNode> facts = new LinkedHashMap<>();
    for (String resource : resources) {
      Response response = WebFieldWalkTest.admin().get(resource);
      if (response.statusCode() == 200) {
        ObjectNode fact = ContractJson.read(response.asByteArray(), ObjectNode.class);
        fact.remove("revision");
        facts.put(resource, fact);
      }
    }
    return facts;
  }

  /** Some texts are lists, whose parts may come back beside each other. */
  private static String spaced(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static JsonNode tree(Map<String, JsonNode> facts) {
    return ContractJson.mapper().valueToTree(facts);
  }

  /** A field's place in JSON is its name; a form for a part of it has a name before that. */
  private static JsonNode at(Map<String, JsonNode> facts, String name) {
    String pointer = "/" + name.replace('.', '/');
    String shorter = pointer.substring(pointer.indexOf('/', 1) < 0 ? 0 : pointer.indexOf('/', 1));
    return facts.values().stream()
        .flatMap(fact -> Stream.of(fact.at(pointer), fact.at(shorter)))
        .filter(node -> !node.isMissingNode() && !node.isNull())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
