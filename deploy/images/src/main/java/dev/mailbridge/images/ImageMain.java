package dev.mailbridge.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code --service=imap-poller --app=imap-poller/target/quarkus-app --version=0.1.0 --base=IMAGE
 * (--tar=FILE | --push=REGISTRY/NAME)}.
 */
final class ImageMain {
  private ImageMain() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> options;
    try {
      options =
          Arrays.stream(args)
              .map(arg -> arg.split("=", 2))
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
      JibContainer image = build(options::get);
      System.out.println(image.getTargetImage() + "@" + image.getDigest());
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      System.err.println(e.getMessage());
      System.err.println(
          "Usage: --service=NAME --app=FOLDER --version=VERSION --base=IMAGE (--tar=FILE | --push=IMAGE)");
      System.exit(2);
    }
  }

  static JibContainer build(Function<String, String> option) throws Exception {
    PackagedService service =
        PackagedService.of(need(option, "--service"), Path.of(need(option, "--app")));
    String version = need(option, "--version");
    Path work = Files.createTempDirectory("image");
    return new ServiceImage(service, version)
        .build(need(option, "--base"), target(option, service, version, work), work);
  }

  private static Containerizer target(
      Function<String, String> option, PackagedService service, String version, Path work)
      throws Exception {
    Containerizer target;
    if (option.apply("--push") == null) {
      target =
          Containerizer.to(
              TarImage.at(Path.of(need(option, "--tar")))
                  .named(ImageReference.of(null, service.name(), version)));
    } else {
      ImageReference name = ImageReference.parse(option.apply("--push") + ":" + version);
      target =
          Containerizer.to(
              RegistryImage.named(name)
                  .addCredentialRetriever(
                      CredentialRetrieverFactory.forImage(name, event -> {}).dockerConfig()));
    }
    return target
        .setBaseImageLayersCache(work.resolve("base"))
        .setApplicationLayersCache(work.resolve("layers"));
  }

  private static String need(Function<String, String> option, String name) {
    String value = option.apply(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
