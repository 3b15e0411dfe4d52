package io.tributary.standalone.demo;

import java.util.List;

/**
 * Who the story can go on with.
 *
 * @param opportunities that are open
 * @param customers that are customers
 */
public record Cast(List<Prospect> opportunities, List<Prospect> customers) {}
