package io.tributary.ingest.decode;

/** A place in a body. Both from 1; columns in bytes. */
record Position(int line, int column) {
  static Position of(byte[] body, int start, int at) {
    int line = 1;
    int lineStart = start;
    for (int i = start; i < at; i++) {
      if (body[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, at - lineStart + 1);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
