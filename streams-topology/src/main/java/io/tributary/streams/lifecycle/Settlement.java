package io.tributary.streams.lifecycle;

import io.tributary.output.CustomerLifecycle;
import io.tributary.state.EntityState;
import io.tributary.state.LedgerPage;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be sent and stored after a customer was settled.
 *
 * @param pages of the entities that changed; without contributions where nothing is left
 * @param states of the same entities; empty for one that is gone
 * @param lifecycle what is shown of the customer; empty when nothing is left of it
 * @param shown whether it is one that is shown: what the company spends is nobody's
 */
public record Settlement(
    Map<EntityRef, LedgerPage> pages,
    Map<EntityRef, Optional<EntityState>> states,
    Optional<CustomerLifecycle> lifecycle,
    boolean shown) {}
