package io.tributary.runtime.identity;

import io.tributary.event.IdentifierKind;
import io.tributary.event.IdentifierKinds;
import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * identity.yaml: what differs from the standard kinds of identifiers. Ingest and topology must be
 * given the same file: the strongest identifier of an event is its subject for both.
 *
 * <pre>
 * max_links: 100
 * kinds:                    # strongest first; standard kinds that are not listed follow
 *   - {name: account, scoped: true, limit: 1}
 * limits: {email: 50}       # of kinds that otherwise stay as they are
 * blocked: ["test@.*"]      # patterns of values that identify nobody
 * </pre>
 *
 * @param maxLinks to how many stronger identifiers one may be linked before it identifies nobody
 */
public record IdentityFile(IdentifierKinds kinds, int maxLinks) {
  static final int MAX_LINKS = 100;

  static IdentityFile standard() {
    return new IdentityFile(IdentifierKinds.standard(), MAX_LINKS);
  }

  /**
   * @param file none for the standard kinds
   * @throws io.tributary.runtime.yaml.YamlException when the file cannot be read or is wrong
   */
  public static IdentityFile of(Optional<Path> file) {
    return file.map(YamlNode::read).map(IdentityFile::parse).orElseGet(IdentityFile::standard);
  }

  static IdentityFile parse(YamlNode root) {
    root.only("max_links", "kinds", "limits", "blocked");
    Map<String, IdentifierKind> kinds = new LinkedHashMap<>();
    root.optional("kinds")
        .map(YamlNode::items)
        .orElse(List.of())
        .forEach(item -> addKind(item, kinds));
    IdentifierKinds.standard().all().forEach(kind -> kinds.putIfAbsent(kind.name(), kind));
    root.optional("limits")
        .map(YamlNode::entries)
        .orElse(Map.of())
        .forEach((name, limit) -> setLimit(name, limit, kinds));
    List<Pattern> blocked =
        new ArrayList<>(
            root.optional("blocked").map(YamlNode::items).orElse(List.of()).stream()
                .map(IdentityFile::pattern)
                .toList());
    return new IdentityFile(
        new IdentifierKinds(
            kinds.values(),
            value -> blocked.stream().anyMatch(pattern -> pattern.matcher(value).matches())),
        root.optional("max_links").map(IdentityFile::positive).orElse(MAX_LINKS));
  }

  private static void addKind(YamlNode item, Map<String, IdentifierKind> kinds) {
    item.only("name", "scoped", "limit", "entity");
    YamlNode name = item.required("name");
    try {
      IdentifierKind kind =
          new IdentifierKind(
              name.text(),
              item.optional("scoped").map(YamlNode::flag).orElse(false),
              positive(item.required("limit")),
              item.optional("entity").map(YamlNode::flag).orElse(false));
      if (kinds.put(kind.name(), kind) != null) {
        throw name.error("kind " + kind.name() + " is listed twice");
      }
    } catch (IllegalArgumentException e) {
      throw name.error(e.getMessage());
    }
  }

  private static void setLimit(String name, YamlNode limit, Map<String, IdentifierKind> kinds) {
    IdentifierKind kind = kinds.get(name);
    if (kind == null) {
      throw limit.error("there is no identifier kind " + name + Nearest.hint(name, kinds.keySet()));
    }
    kinds.put(name, new IdentifierKind(name, kind.scoped(), positive(limit), kind.entity()));
  }

  private static int positive(YamlNode node) {
    int number = node.integer();
    if (number < 1) {
      throw node.error("must be at least 1, not " + number);
    }
    return number;
  }

  private static Pattern pattern(YamlNode node) {
    try {
      return Pattern.compile(node.text(), Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw node.error("not a regular expression: " + e.getDescription());
    }
  }
}
