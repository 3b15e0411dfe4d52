package io.tributary.standalone.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tributary.runtime.testing.SelfSigned;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate is made out to another name than its address. */
class EdgeClientTest {
  private static final Duration SHORT = Duration.ofMillis(10);

  @TempDir private Path folder;

  private Path certificate;
  private Path another;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    SelfSigned shown = SelfSigned.make(folder, "events.acme.example", "EC");
    certificate = shown.writeCertificate(folder.resolve("tls.crt"));
    another =
        SelfSigned.make(folder, "another.example", "EC")
            .writeCertificate(folder.resolve("another.crt"));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(shown.serverContext()));
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
