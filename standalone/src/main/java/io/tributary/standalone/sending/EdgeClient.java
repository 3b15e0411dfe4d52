package io.tributary.standalone.sending;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Makes clients that speak to the HTTP edge. */
public final class EdgeClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private EdgeClient() {}

  /**
   * @param certificate file with the certificate that the edge shows, when it is one of this
   *     machine; else it must be one that Java trusts for its name
   */
  public static HttpClient of(Optional<Path> certificate) {
    HttpClient.Builder client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    certificate.map(EdgeClient::trusting).ifPresent(client::sslContext);
    return client.build();
  }

  private static SSLContext trusting(Path certificate) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OwnCertificate(certificate)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
  }
}
