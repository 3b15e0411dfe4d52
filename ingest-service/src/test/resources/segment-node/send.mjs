// One call of each kind with the SDK, to the address and with the key of the environment.
import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({ writeKey: process.env.KEY, host: process.env.HOST, maxRetries: 0 });
const errors = [];
analytics.on("error", (error) => errors.push(error));

const timestamp = new Date("2026-03-14T09:26:53Z");
analytics.identify({ userId: "u-17", traits: { name: "Ada", email: "Ada@acme.example" }, timestamp });
analytics.track({ userId: "u-17", event: "Signed Up", properties: { type: "organic" }, timestamp });
analytics.track({ userId: "u-17", event: "Unheard Of", properties: { n: 1.5 }, timestamp });
analytics.page({ anonymousId: "a8f3", name: "Pricing", context: { campaign: { medium: "cpc" } }, timestamp });
analytics.screen({ userId: "u-17", name: "Home", timestamp });
analytics.group({ userId: "u-17", groupId: "g-1", traits: { name: "Acme" }, timestamp });
analytics.alias({ userId: "u-17", previousId: "a8f3", timestamp });
await analytics.closeAndFlush({ timeout: 20000 });

if (errors.length > 0) {
  console.error(errors);
  process.exit(1);
}
