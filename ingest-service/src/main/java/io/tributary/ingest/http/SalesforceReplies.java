package io.tributary.ingest.http;

import io.tributary.ingest.decode.Verdict.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Whatever is no acknowledgement is sent again for a day. */
final class SalesforceReplies implements Replies {
  private static final String ACKNOWLEDGEMENT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>\
      <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>\
      </soapenv:Body></soapenv:Envelope>
      """;

  @Override
  public void receipt(Response response, Callback callback, int accepted, List<Rejected> rejected) {
    String type = response.getRequest().getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type != null && type.startsWith("application/json")) {
      // Someone who sends once more what was kept wants verdicts.
      Answers.verdicts(response, callback, HttpStatus.OK_200, accepted, rejected);
      return;
    }
    acknowledge(response, callback);
  }

  @Override
  public void unreadable(Response response, Callback callback, ProblemException problem) {
    acknowledge(response, callback);
  }

  private static void acknowledge(Response response, Callback callback) {
    Answers.send(
        response,
        callback,
        HttpStatus.OK_200,
        "text/xml; charset=utf-8",
        ACKNOWLEDGEMENT.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void problem(Response response, Callback callback, ProblemException problem) {
    Answers.problem(response, callback, problem);
  }
}
