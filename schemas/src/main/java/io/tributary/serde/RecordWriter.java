package io.tributary.serde;

import io.tributary.output.Contribution;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the same bytes as Avro's own writer, without asking the schema field by field: by
 * generated code where there is some, which is for records without dates, and by hand for the lines
 * of the ledger, of which a page has many.
 */
public final class RecordWriter<T extends SpecificRecord> extends SpecificDatumWriter<T> {
  public RecordWriter(Class<T> type) {
    super(type);
    getSpecificData().setCustomCoders(true);
  }

  @Override
  protected void writeRecord(Schema schema, Object datum, Encoder out) throws IOException {
    if (datum instanceof Contribution line) {
      out.writeString(line.getMeasure());
      out.writeInt((int) line.getDay().toEpochDay());
      out.writeString(line.getCurrency());
      out.writeLong(line.getAmount());
    } else {
      super.writeRecord(schema, datum, out);
    }
  }
}
