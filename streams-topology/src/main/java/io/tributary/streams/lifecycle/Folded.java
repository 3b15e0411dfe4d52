package io.tributary.streams.lifecycle;

/** What the facts of an entity amount to. */
sealed interface Folded
    permits Lead,
        Opportunity,
        Subscription,
        Invoice,
        Refund,
        Ticket,
        Rating,
        Touches,
        Traits,
        Spend,
        Quota,
        FxRate {}
