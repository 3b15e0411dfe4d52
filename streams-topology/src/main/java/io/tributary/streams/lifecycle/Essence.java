package io.tributary.streams.lifecycle;

import io.tributary.event.RevenueEvent;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What customers are told of an event. What senders added to it is kept with the event, and nothing
 * follows from it; its identifiers have led to the customer. Both together are most of an event.
 */
public final class Essence {
  private static final Copier EVENT = new Copier(RevenueEvent.class, "identifiers", List.of());

  /** By the class of the body. */
  private static final ClassValue<Copier> BODIES =
      new ClassValue<>() {
        @Override
        protected Copier computeValue(Class<?> type) {
          return new Copier(type, "attributes", Map.of());
        }
      };

  private Essence() {}

  public static RevenueEvent of(RevenueEvent event) {
    RevenueEvent essence = (RevenueEvent) EVENT.copy(event);
    SpecificRecord body = (SpecificRecord) event.getBody();
    Copier bodies = BODIES.get(body.getClass());
    essence.setBody(bodies.hasNothing(body) ? body : bodies.copy(body));
    return essence;
  }

  /** Copies records of a class field by field, but for one, of which there is nothing. */
  private static final class Copier {
    private final MethodHandle constructor;
    private final int fields;
    private final int field;
    private final Object nothing;

    Copier(Class<?> type, String field, Object nothing) {
      Schema schema = SpecificData.get().getSchema(type);
      this.constructor = constructor(type);
      this.fields = schema.getFields().size();
      this.field = schema.getField(field).pos();
      this.nothing = nothing;
    }

    private static MethodHandle constructor(Class<?> type) {
      try {
        return MethodHandles.publicLookup()
            .findConstructor(type, MethodType.methodType(void.class))
            .asType(MethodType.methodType(SpecificRecord.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "generated classes have a constructor without arguments", e);
      }
    }

    boolean hasNothing(SpecificRecord record) {
      return record.get(field).equals(nothing);
    }

    SpecificRecord copy(SpecificRecord record) {
      SpecificRecord copy = empty();
      for (int i = 0; i < fields; i++) {
        copy.put(i, i == field ? nothing : record.get(i));
      }
      return copy;
    }

    private SpecificRecord empty() {
      try {
        return (SpecificRecord) constructor.invokeExact();
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("a generated constructor throws nothing", e);
      }
    }
  }
}
