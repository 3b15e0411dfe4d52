package io.tributary.ingest.translate;

import io.tributary.ingest.decode.Limits;
import io.tributary.ingest.mapping.Mappings;
import java.util.function.UnaryOperator;

/** A translator for each form that is not ours. */
public record Translators(
    Translator stripe,
    Translator hubspot,
    Translator zendesk,
    Translator salesforce,
    SegmentMessages segment) {
  public static Translators of(Mappings mappings, SegmentConsent consent, Limits limits) {
    int most = limits.requestEvents();
    return new Translators(
        new MappedDocuments("Stripe", mappings.stripe(), StripeObjects::prepared, most),
        new MappedDocuments("HubSpot", mappings.hubspot(), HubSpotChanges::prepared, most),
        new MappedDocuments("Zendesk", mappings.zendesk(), UnaryOperator.identity(), most),
        new SalesforceMessages(
            new MappedDocuments(
                "Salesforce", mappings.salesforce(), UnaryOperator.identity(), most)),
        new SegmentMessages(mappings.segment(), consent, limits));
  }
}
