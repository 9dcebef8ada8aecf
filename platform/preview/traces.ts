import type { ComposeService } from '#lib';
import { gets, watcher } from './ours.ts';

const profile = 'traces';
const everywhere = (port: number): string => `0.0.0.0:${port}`;
const health = 13133;

/** Prometheus metrics of the program itself, at a port. */
const tells = (port: number): unknown => ({
  pull: { exporter: { prometheus: { host: '0.0.0.0', port } } },
});

/** Jaeger 2: collector and query in one, with traces in memory. Its ports are those of the two that production has. */
export const jaegerConfig: unknown = {
  service: {
    extensions: ['jaeger_storage', 'jaeger_query', 'healthcheckv2'],
    pipelines: {
      traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['jaeger_storage_exporter'] },
    },
    telemetry: { metrics: { level: 'detailed', readers: [tells(14269), tells(16687)] } },
  },
  extensions: {
    healthcheckv2: { use_v2: true, http: { endpoint: everywhere(health) } },
    jaeger_storage: { backends: { memory: { memory: { max_traces: 50_000 } } } },
    jaeger_query: { storage: { traces: 'memory' }, http: { endpoint: everywhere(16686) } },
  },
  receivers: { otlp: { protocols: { grpc: { endpoint: everywhere(4317) } } } },
  processors: { batch: {} },
  exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
};

/** Takes spans in and hands them on; the way to keep some and drop others belongs here. */
export const collectorConfig: unknown = {
  extensions: { health_check: { endpoint: everywhere(health) } },
  receivers: {
    otlp: { protocols: { grpc: { endpoint: everywhere(4317) }, http: { endpoint: everywhere(4318) } } },
  },
  processors: { memory_limiter: { check_interval: '1s', limit_mib: 192 }, batch: {} },
  exporters: { otlp: { endpoint: 'jaeger-collector:4317', tls: { insecure: true } } },
  service: {
    extensions: ['health_check'],
    pipelines: {
      traces: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: ['otlp'] },
    },
  },
};

const jaeger: ComposeService = {
  name: 'jaeger',
  help: 'Keeps traces in memory, and shows them.',
  profile,
  image: 'jaegertracing/jaeger:2.17.0',
  aliases: ['jaeger-collector', 'jaeger-query'],
  command: ['--config=/etc/jaeger/jaeger.yaml'],
  mounts: [{ from: 'generated/preview/jaeger.yaml', to: '/etc/jaeger/jaeger.yaml' }, { memory: '/tmp' }],
  ports: [{ inside: 16686, outside: 16686, variable: 'PREVIEW_JAEGER_PORT', page: { title: 'Jaeger' } }],
  health: gets(`http://127.0.0.1:${health}/status`),
  isReadOnly: true,
  memory: '512m',
};

const collector: ComposeService = {
  name: 'otel-collector',
  help: 'Takes spans of anything on this machine, by OTLP.',
  profile,
  image: 'otel/opentelemetry-collector-contrib:0.137.0',
  command: ['--config=/etc/otelcol/collector.yaml'],
  mounts: [{ from: 'generated/preview/collector.yaml', to: '/etc/otelcol/collector.yaml' }],
  ports: [
    { inside: 4317, outside: 4317, variable: 'PREVIEW_OTLP_GRPC_PORT' },
    { inside: 4318, outside: 4318, variable: 'PREVIEW_OTLP_HTTP_PORT' },
  ],
  after: { jaeger: 'well' },
  isReadOnly: true,
  memory: '256m',
};

/** What `--profile traces` adds. */
export const traceServices: readonly ComposeService[] = [
  jaeger,
  collector,
  watcher(collector, `http://otel-collector:${health}/`),
];
