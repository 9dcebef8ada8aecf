/** The span that is open where a line is written, as OpenTelemetry names it. */
export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

/** Ids as they stand in a line, the same object as long as the span is the same. */
export interface SpanReading {
  /** The two fields; empty where no span is open. */
  readonly fields: { readonly trace_id?: string; readonly span_id?: string };
  /** Which of the two was no id and was left out. */
  readonly wrong: readonly ('span_id' | 'trace_id')[];
}

const none: SpanReading = { fields: {}, wrong: [] };
const unread: SpanReading = { fields: {}, wrong: ['span_id', 'trace_id'] };

/** Reads the open span for each line. An id of zeros is how OpenTelemetry says that there is none. */
export function spanReader(span: () => SpanIds | undefined): () => SpanReading {
  let known: SpanIds = { traceId: '', spanId: '' };
  let reading = none;
  return () => {
    try {
      const open = span();
      if (!open) return none;
      const { traceId, spanId } = open;
      if (traceId !== known.traceId || spanId !== known.spanId) {
        known = { traceId, spanId };
        reading = read(known);
      }
      return reading;
    } catch {
      return unread;
    }
  };
}

function read({ traceId, spanId }: SpanIds): SpanReading {
  if (isZeros(traceId) && isZeros(spanId)) return none;
  const isTrace = isId(traceId, 32);
  const isSpan = isTrace && isId(spanId, 16);
  return {
    // A span belongs to a trace: without one its id leads nowhere.
    fields: { ...(isTrace && { trace_id: traceId }), ...(isSpan && { span_id: spanId }) },
    wrong: [...(isSpan ? [] : (['span_id'] as const)), ...(isTrace ? [] : (['trace_id'] as const))],
  };
}

const isZeros = (id: unknown): boolean => typeof id === 'string' && /^0+$/.test(id);
const isId = (id: unknown, digits: number): boolean =>
  typeof id === 'string' && id.length === digits && /^[0-9a-f]+$/.test(id) && !isZeros(id);
