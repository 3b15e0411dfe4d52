package io.tributary.serde;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Avro makes instances only of classes that it was told to trust, once per JVM. Tributary's
 * generated records are; whoever reads or writes them with Avro calls {@link #trust()} first.
 */
public final class TrustedRecords {
  private static final String PACKAGE = "io.tributary.";

  static {
    ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(
        type -> type.getName().startsWith(PACKAGE) || before.isTrusted(type));
  }

  private TrustedRecords() {}

  /** Has an effect the first time only. */
  public static void trust() {
    // The static initializer does it.
  }
}
