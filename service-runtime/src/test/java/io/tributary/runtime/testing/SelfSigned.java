package io.tributary.runtime.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that signs itself, and its key, made with the tool that comes with Java. */
public final class SelfSigned {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "it";

  private final KeyStore store;

  private SelfSigned(KeyStore store) {
    this.store = store;
  }

  /**
   * @param folder for the tool's own file
   * @param name that the certificate is made out to
   * @param algorithm of the key: EC, RSA
   */
  public static SelfSigned make(Path folder, String name, String algorithm)
      throws GeneralSecurityException, IOException, InterruptedException {
    Path store = folder.resolve(name + '-' + algorithm + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
    return new SelfSigned(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
  }

  /** The certificate as a file in PEM, in place of what is there. */
  public Path writeCertificate(Path file) throws GeneralSecurityException, IOException {
    return write(file, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
  }

  /** The key as a file in PEM, in place of what is there. */
  public Path writeKey(Path file) throws GeneralSecurityException, IOException {
    return write(file, "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
  }

  /** For a server that shows the certificate. */
  public SSLContext serverContext() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Whoever reads the file meanwhile finds it as it was, or as it is to be. */
  private static Path write(Path file, String what, byte[] der) throws IOException {
    Path next =
        Files.writeString(
            file.resolveSibling(file.getFileName() + ".next"),
            "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(der), what));
    return Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
