package io.tributary.standalone.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate is made out to another name than its address. */
class EdgeClientTest {
  private static final String PASSWORD = "changeit";
  private static final Duration SHORT = Duration.ofMillis(10);

  @TempDir private Path folder;

  private Path certificate;
  private Path another;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    KeyStore shown = make("events.acme.example");
    certificate = write("tls.crt", shown);
    another = write("another.crt", make("another.example"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(shown, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = "{\"accepted\":1,\"rejected\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(202, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private KeyStore make(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private Path write(String name, KeyStore store) throws Exception {
    byte[] der = store.getCertificate(store.aliases().nextElement()).getEncoded();
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(der)));
  }

  private Receipt send(Optional<Path> trusted) throws Exception {
    URI edge = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    return new EventSender(edge, EdgeClient.of(trusted), SHORT).send("key", List.of("{}"));
  }

  @Test
  void theCertificateOfTheFileIsTrustedWhateverItsName() throws Exception {
    assertThat(send(Optional.of(certificate)).accepted()).isEqualTo(1);
  }

  @Test
  void anotherCertificateIsNot() {
    assertThatThrownBy(() -> send(Optional.of(another)))
        .isInstanceOf(SendingException.class)
        .hasMessageContaining("does not show the certificate in " + another);
  }

  @Test
  void withoutAFileItMustBeOneThatJavaTrusts() {
    assertThatThrownBy(() -> send(Optional.empty())).isInstanceOf(SendingException.class);
  }
}
