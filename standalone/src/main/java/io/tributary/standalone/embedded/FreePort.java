package io.tributary.standalone.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports that nobody listens on, and that stay so until they are needed: below those that
 * systems give to outgoing connections (Linux from 32768 on, others from 49152 on), as one of these
 * may be taken by the next connection that is made.
 */
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int AFTER_LAST = 32_768;
  private static final int TRIES = 100;

  private FreePort() {}

  /**
   * A socket on such a port. It is free for others once that is closed; as long as several are
   * open, they are different ones.
   *
   * @throws IOException when there is none
   */
  public static ServerSocket open() throws IOException {
    BindException taken = null;
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (BindException e) {
        taken = e;
      }
    }
    throw taken;
  }
}
