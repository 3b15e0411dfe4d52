package io.tributary.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The description of all that is here, for programs. */
final class OpenApi {
  static final String PATH = "/openapi.yaml";

  private final byte[] document;

  private OpenApi(byte[] document) {
    this.document = document;
  }

  static OpenApi read() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
      return new OpenApi(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml cannot be read from the program", e);
    }
  }

  void answer(Response response, Callback callback) {
    Answers.send(response, callback, HttpStatus.OK_200, "application/yaml", document);
  }
}
