package dev.mailbridge.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mailbridge.contracts.ContentRef;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Against a real S3 server over HTTP, which checks signatures. */
class S3ContentStoreTest extends ContentStoreContract {
  private static final String BUCKET = "mail-contents";
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test-key", "test-secret"));

  @TempDir private static Path folder;
  private static BlobStoreContext blobs;
  private static S3Proxy server;
  private static URI endpoint;

  @BeforeAll
  static void startServer() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    blobs =
        ContextBuilder.newBuilder("filesystem-nio2")
            .credentials("unused", "unused")
            .overrides(properties)
            .build(BlobStoreContext.class);
    server =
        S3Proxy.builder()
            .blobStore(blobs.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "test-key", "test-secret")
            .build();
    server.start();
    endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    try (S3Client client = client()) {
      client.createBucket(request -> request.bucket(BUCKET));
    }
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.stop();
    blobs.close();
  }

  private static S3Settings settings() {
    return new S3Settings(BUCKET, "us-east-1", Optional.of(endpoint), true);
  }

  private static S3Client client() {
    return S3Clients.client(settings()).credentialsProvider(CREDENTIALS).build();
  }

  private static S3Presigner presigner() {
    return S3Clients.presigner(settings()).credentialsProvider(CREDENTIALS).build();
  }

  @Override
  ContentStore openStore(Clock clock) {
    return new S3ContentStore(client(), presigner(), BUCKET, clock);
  }

  @Override
  void damage(ContentRef ref) throws IOException {
    S3Ref at = S3Ref.parse(ref);
    try (S3Client client = client()) {
      client.putObject(
          request -> request.bucket(BUCKET).key(at.key()),
          RequestBody.fromBytes("*".repeat((int) at.length()).getBytes(UTF_8)));
    }
  }

  @Test
  void shouldGiveAnAddressThatAnyoneCanReadForAWhile() throws Exception {
    try (ContentStore store = openStore(Clock.systemUTC());
        HttpClient http = HttpClient.newHttpClient()) {
      // Given
      ContentRef ref = put(store, "by itself");
      URI address = store.downloadAddress(ref, Duration.ofMinutes(5)).orElseThrow();

      // When
      HttpResponse<String> signed = get(http, address);
      HttpResponse<String> unsigned =
          get(http, URI.create(address.toString().replaceAll("\\?.*", "")));

      // Then
      assertThat(signed.statusCode()).isEqualTo(200);
      assertThat(signed.body()).isEqualTo("by itself");
      assertThat(unsigned.statusCode()).isEqualTo(403);
    }
  }

  @Test
  void shouldLeaveNoObjectWhenNothingWasCommitted() {
    try (S3Client client = client();
        ContentStore store = openStore(Clock.systemUTC())) {
      int before = client.listObjectsV2(request -> request.bucket(BUCKET)).keyCount();

      try (ContentBatch batch = store.openBatch()) {
        batch.put("given up".getBytes(UTF_8));
      }

      assertThat(client.listObjectsV2(request -> request.bucket(BUCKET)).keyCount())
          .isEqualTo(before);
    }
  }

  @Test
  void shouldAcknowledgeNothingWhenTheBucketIsNotThere() {
    try (ContentStore store =
            new S3ContentStore(client(), presigner(), "another-bucket", Clock.systemUTC());
        ContentBatch batch = store.openBatch()) {
      batch.put("lost".getBytes(UTF_8));

      assertThatExceptionOfType(ContentException.Unavailable.class)
          .isThrownBy(batch::commit)
          .withMessageContaining("check that the bucket exists");
    }
  }

  private static HttpResponse<String> get(HttpClient http, URI address) throws Exception {
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
