package io.tributary.ingest.http;

import io.tributary.ingest.decode.Code;
import io.tributary.ingest.signature.Authenticity;
import io.tributary.ingest.signature.Delivery;
import io.tributary.ingest.signature.Signatures;
import io.tributary.ingest.source.Source;
import io.tributary.ingest.source.Sources;
import io.tributary.ingest.source.Webhook;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/**
 * The signature of a delivery says whose it is. Whoever has a key of a source may send without: so
 * what was kept can be sent again.
 */
final class WebhookAdmission implements Admission {
  private final Class<? extends Webhook> kind;

  WebhookAdmission(Class<? extends Webhook> kind) {
    this.kind = kind;
  }

  @Override
  public Optional<Source> byHead(Request request, Sources sources) {
    return Keys.of(request.getHeaders()).flatMap(sources::withKey);
  }

  @Override
  public Source byBody(Request request, Sources sources, byte[] body, int length, Instant now)
      throws ProblemException {
    String query = request.getHttpURI().getQuery();
    Delivery delivery =
        new Delivery(
            request.getHeaders()::get,
            request.getMethod(),
            query == null ? "" : '?' + query,
            body,
            length,
            now);
    Authenticity most = Authenticity.MISSING;
    for (Source source : sources.all()) {
      for (Webhook webhook : source.webhooks()) {
        if (kind.isInstance(webhook)) {
          Authenticity found = Signatures.check(webhook, delivery);
          if (found == Authenticity.GENUINE) {
            return source;
          }
          most = most.or(found);
        }
      }
    }
    throw refusal(most);
  }

  private static ProblemException refusal(Authenticity found) {
    return switch (found) {
      case MISSING ->
          unauthorized(
              Code.SIGNATURE_MISSING,
              "the delivery is not signed as its sender signs, or no source takes such deliveries");
      case INVALID, GENUINE ->
          unauthorized(
              Code.SIGNATURE_INVALID,
              "no secret of any source gives that signature for that body; is the secret that of this endpoint?");
      case EXPIRED ->
          unauthorized(
              Code.SIGNATURE_EXPIRED,
              "the signature is too old or of the future; are clocks right?");
    };
  }

  private static ProblemException unauthorized(Code code, String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED_401, code, detail);
  }
}
