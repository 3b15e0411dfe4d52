package io.tributary.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.testing.SelfSigned;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedTlsTest {
  @TempDir private Path folder;

  private void make(String name, String algorithm, Path certificate, Path key) throws Exception {
    SelfSigned made = SelfSigned.make(folder, name, algorithm);
    made.writeCertificate(certificate);
    made.writeKey(key);
  }

  private static String nameOn(int port) throws Exception {
    SSLContext anyone = SSLContext.getInstance("TLS");
    anyone.init(null, new TrustManager[] {new TrustsAnyone()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            anyone.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }

  private static final class TrustsAnyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void aChangedPairIsShownToTheNextConnectionAndABrokenOneIsNot() throws Exception {
    Path certificate = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    make("first", "RSA", certificate, key);
    Server server = new Server();
    try (ReloadedTls tls = ReloadedTls.start(certificate, key, Duration.ofMillis(20))) {
      ServerConnector connector =
          new ServerConnector(server, tls.context(), new HttpConnectionFactory());
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.start();
      assertThat(nameOn(connector.getLocalPort())).isEqualTo("CN=first");

      make("second", "EC", certificate, key);
      Files.setLastModifiedTime(key, FileTime.from(Instant.now().plusSeconds(5)));
      await().until(() -> nameOn(connector.getLocalPort()).equals("CN=second"));

      Files.writeString(certificate, "nonsense");
      Files.setLastModifiedTime(certificate, FileTime.from(Instant.now().plusSeconds(10)));
      await().until(() -> tls.fault().isPresent());
      assertThat(nameOn(connector.getLocalPort())).isEqualTo("CN=second");
    } finally {
      server.stop();
    }
  }

  @Test
  void whatIsNoPairIsSaid() throws Exception {
    Path certificate = folder.resolve("a.crt");
    Path key = folder.resolve("a.key");
    make("a", "EC", certificate, key);
    make("b", "EC", folder.resolve("b.crt"), folder.resolve("b.key"));
    Path old = Files.writeString(folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\n");

    assertThatThrownBy(() -> PemPair.read(certificate, folder.resolve("b.key")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is not that of the first certificate");
    assertThatThrownBy(() -> PemPair.read(certificate, old))
        .hasMessageContaining("openssl pkcs8 -topk8");
    assertThatThrownBy(() -> PemPair.read(folder.resolve("none.crt"), key))
        .hasMessageContaining("cannot be read");
  }
}
