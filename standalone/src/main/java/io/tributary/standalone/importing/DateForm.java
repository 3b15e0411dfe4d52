package io.tributary.standalone.importing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * How a file writes its dates and times.
 *
 * @param pattern of {@link DateTimeFormatter}, as it is written in the mapping
 * @param zone of times that name none, and whose midnight a date is
 * @param instant whether a time is wanted, or a date
 */
record DateForm(String pattern, DateTimeFormatter format, ZoneId zone, boolean instant) {
  /** ISO 8601: a date, or a date and time with or without an offset. */
  static final String ISO = "ISO 8601";

  private static final DateTimeFormatter ISO_FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  static DateForm iso(ZoneId zone, boolean instant) {
    return new DateForm(ISO, ISO_FORMAT, zone, instant);
  }

  /**
   * @throws IllegalArgumentException when the pattern is none
   */
  static DateForm of(String pattern, ZoneId zone, boolean instant) {
    // "u" is the year that strict resolution needs; people write "y".
    DateTimeFormatter format =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern.replace('y', 'u'))
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    return new DateForm(pattern, format, zone, instant);
  }

  /** RFC 3339 with an offset, or YYYY-MM-DD. */
  String convert(String text) throws RowRejectedException {
    try {
      TemporalAccessor parsed =
          format.parseBest(
              text,
              ZonedDateTime::from,
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
      ZonedDateTime moment = inZone(parsed);
      return instant
          ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment)
          : moment.toLocalDate().toString();
    } catch (DateTimeException e) {
      throw new RowRejectedException(
          "", "'" + text + "' is no date of the form " + pattern + ": " + e.getMessage());
    }
  }

  private ZonedDateTime inZone(TemporalAccessor parsed) {
    if (parsed instanceof ZonedDateTime zoned) {
      return zoned;
    }
    if (parsed instanceof OffsetDateTime offset) {
      return offset.toZonedDateTime();
    }
    if (parsed instanceof LocalDateTime local) {
      return local.atZone(zone);
    }
    return LocalDate.from(parsed).atStartOfDay(zone);
  }
}
