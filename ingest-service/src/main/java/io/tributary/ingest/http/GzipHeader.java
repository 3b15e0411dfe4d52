package io.tributary.ingest.http;

/** Passes over the head of a gzip member (RFC 1952), byte by byte as it arrives. */
final class GzipHeader {
  private static final int FIXED_BYTES = 10;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private int position;
  private int flags;
  private int extraLength;
  private int remaining;
  private boolean complete;

  void reset() {
    position = 0;
    flags = 0;
    complete = false;
  }

  boolean isComplete() {
    return complete;
  }

  /** False when this is no such head. */
  boolean add(byte signed) {
    int value = signed & 0xFF;
    if (position < FIXED_BYTES) {
      if (!isFixedPart(value)) {
        return false;
      }
      position++;
      if (position == FIXED_BYTES) {
        next();
      }
      return true;
    }
    optional(value);
    return true;
  }

  private boolean isFixedPart(int value) {
    return switch (position) {
      case 0 -> value == 0x1F;
      case 1 -> value == 0x8B;
      case 2 -> value == 8;
      case 3 -> {
        flags = value;
        yield (value & RESERVED) == 0;
      }
      default -> true;
    };
  }

  private void optional(int value) {
    if ((flags & EXTRA) != 0) {
      extra(value);
    } else if ((flags & NAME) != 0) {
      endAtZero(value, NAME);
    } else if ((flags & COMMENT) != 0) {
      endAtZero(value, COMMENT);
    } else {
      remaining--;
      if (remaining == 0) {
        end(HEADER_CHECKSUM);
      }
    }
  }

  private void extra(int value) {
    if (position == FIXED_BYTES) {
      extraLength = value;
      position++;
    } else if (position == FIXED_BYTES + 1) {
      extraLength |= value << 8;
      position++;
      if (extraLength == 0) {
        end(EXTRA);
      }
    } else {
      extraLength--;
      if (extraLength == 0) {
        end(EXTRA);
      }
    }
  }

  private void endAtZero(int value, int flag) {
    if (value == 0) {
      end(flag);
    }
  }

  private void end(int flag) {
    flags &= ~flag;
    next();
  }

  private void next() {
    if ((flags & (EXTRA | NAME | COMMENT)) == 0) {
      if ((flags & HEADER_CHECKSUM) != 0) {
        remaining = 2;
      } else {
        complete = true;
      }
    }
  }
}
