package io.tributary.streams.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Instants as calendar days of the reporting zone. */
record Days(ZoneId zone) {
  LocalDate of(long epochMillis) {
    if (zone.equals(ZoneOffset.UTC) || zone.getId().equals("UTC")) {
      return LocalDate.ofEpochDay(Math.floorDiv(epochMillis, 86_400_000L));
    }
    return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), zone);
  }
}
