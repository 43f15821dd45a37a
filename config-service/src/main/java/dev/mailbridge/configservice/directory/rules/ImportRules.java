package dev.mailbridge.configservice.directory.rules;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * Who is imported, what is published of them, and when.
 *
 * @param groups object ids; members of any of them, through nested groups too; empty for everybody
 * @param domains of the address, {@code *.example.com} with everything below; empty for all
 * @param enabledOnly an account that is disabled counts as gone
 * @param conditions on attributes; all must hold
 * @param vipGroups members are marked as VIP
 * @param vipConditions as is who fulfils one of them
 * @param address where the address is taken from; the first that gives one
 * @param mapping a field of the project's users and the attributes that fill it, the first that has
 *     a value; a field that the contract doesn't have is one of its {@code fields}
 * @param leavers what becomes of those who are no longer imported
 * @param brakePercent a run that would disable more of the enabled users than this stops; 100 for
 *     no brake
 * @param every how often changes are fetched; null for by button only
 * @param fullEvery how often everybody is listed anew
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImportRules(
    List<String> groups,
    List<String> domains,
    boolean enabledOnly,
    UserTypes userTypes,
    List<AttributeCondition> conditions,
    List<String> vipGroups,
    List<AttributeCondition> vipConditions,
    List<AddressSource> address,
    Map<String, List<String>> mapping,
    Leavers leavers,
    Integer brakePercent,
    Duration every,
    Duration fullEvery) {
  /** Everybody, changes each hour, all anew each week. */
  public static final ImportRules DEFAULT =
      new ImportRules(
          null,
          null,
          false,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          Duration.ofHours(1),
          null);

  public enum UserTypes {
    @JsonProperty("all")
    ALL,
    @JsonProperty("members")
    MEMBERS,
    @JsonProperty("guests")
    GUESTS
  }

  public enum Leavers {
    /** Published as disabled, and 30 days later a tombstone. */
    @JsonProperty("disable")
    DISABLE,
    /** Stay as they were published last. */
    @JsonProperty("keep")
    KEEP
  }

  /** Where an address is found. */
  public enum AddressSource {
    @JsonProperty("mail")
    MAIL,
    /** The one that is marked with {@code SMTP:}, in capitals. */
    @JsonProperty("proxyAddresses")
    PROXY_ADDRESSES,
    /** A guest's {@code #EXT#} form is undone. */
    @JsonProperty("userPrincipalName")
    USER_PRINCIPAL_NAME
  }

  public ImportRules {
    groups = copy(groups);
    domains = copy(domains);
    userTypes = userTypes == null ? UserTypes.ALL : userTypes;
    conditions = copy(conditions);
    vipGroups = copy(vipGroups);
    vipConditions = copy(vipConditions);
    address =
        address == null || address.isEmpty() ? List.of(AddressSource.values()) : copy(address);
    mapping =
        mapping == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(mapping));
    leavers = leavers == null ? Leavers.DISABLE : leavers;
    brakePercent = brakePercent == null ? 10 : brakePercent;
    fullEvery = fullEvery == null ? Duration.ofDays(7) : fullEvery;
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** The groups whose members must be known. */
  public List<String> allGroups() {
    return Stream.concat(groups.stream(), vipGroups.stream()).distinct().toList();
  }

  /** The mapping with what isn't said otherwise. */
  public Map<String, List<String>> fullMapping() {
    Map<String, List<String>> all = new LinkedHashMap<>(UserMapping.USUAL);
    all.putAll(mapping);
    return all;
  }

  /** Graph's names of the attributes that these rules look at. */
  public SequencedSet<String> attributes() {
    return UserAttributes.selected(this);
  }
}
