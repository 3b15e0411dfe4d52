package io.tributary.ingest.tls;

import io.tributary.runtime.config.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate with its chain, and its private key, as most tools write them: PEM. */
final class PemPair {
  /** Protects nothing: the store is never written. */
  static final String PASSWORD = "in-memory";

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private PemPair() {}

  /**
   * @throws ConfigurationException when a file cannot be read, or the two are no pair
   */
  static KeyStore read(Path certificateFile, Path keyFile) {
    Certificate[] chain = chain(certificateFile);
    PrivateKey key = key(keyFile);
    if (!belongTogether(chain[0].getPublicKey(), key)) {
      throw new ConfigurationException(
          "the key in " + keyFile + " is not that of the first certificate in " + certificateFile);
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("tributary", key, PASSWORD.toCharArray(), chain);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new ConfigurationException(certificateFile + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static Certificate[] chain(Path file) {
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new ConfigurationException(file + " holds no certificate");
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException(file + " holds no certificates in PEM", e);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static PrivateKey key(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
    }
    Matcher key = KEY.matcher(text);
    if (!key.find()) {
      throw new ConfigurationException(
          file
              + " holds no private key of PKCS#8 in PEM; openssl pkcs8 -topk8 -nocrypt makes one of another");
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // It is of another algorithm.
      } catch (GeneralSecurityException e) {
        throw new ConfigurationException(file + " cannot be used: " + e.getMessage(), e);
      }
    }
    throw new ConfigurationException(file + " holds a key that is none of RSA, EC and Ed25519");
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
    String algorithm =
        switch (privateKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    byte[] text = "a pair".getBytes(StandardCharsets.UTF_8);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
