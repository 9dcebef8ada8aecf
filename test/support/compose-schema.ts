import { z } from 'zod';

// The part of the Compose specification (compose-spec.io, its JSON schema) that a preview uses. Strict: a key that the specification
// does not know, or that nobody has looked up yet, is refused.

const name = z.string().regex(/^[a-zA-Z0-9._-]+$/);
const duration = z.string().regex(/^(\d+(ms|s|m|h))+$/);
const size = z.string().regex(/^\d+[kmg]$/);
const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully']);

const mount = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('bind'),
    source: z.string(),
    target: z.string().startsWith('/'),
    read_only: z.boolean().optional(),
    bind: z.strictObject({ create_host_path: z.boolean() }).optional(),
  }),
  z.strictObject({
    type: z.literal('volume'),
    source: name,
    target: z.string().startsWith('/'),
    read_only: z.boolean().optional(),
  }),
]);

const service = z.strictObject({
  profiles: z.array(name).optional(),
  image: z.string(),
  build: z.strictObject({ context: z.string() }).optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  init: z.boolean().optional(),
  pull_policy: z.enum(['always', 'never', 'missing', 'build']).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(mount).optional(),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  network_mode: z
    .string()
    .regex(/^(none|service:[\w-]+)$/)
    .optional(),
  networks: z.record(name, z.strictObject({ aliases: z.array(name).optional() })).optional(),
  ports: z
    .array(
      z.strictObject({
        target: z.number().int(),
        published: z.string(),
        host_ip: z.string(),
        protocol: z.enum(['tcp', 'udp']),
      }),
    )
    .optional(),
  depends_on: z.record(name, z.strictObject({ condition })).optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
      interval: duration,
      timeout: duration,
      retries: z.number().int(),
      start_period: duration,
    })
    .optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()),
  cap_add: z.array(z.string()).optional(),
  security_opt: z.array(z.string()),
  mem_limit: size,
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
});

/** A file of docker compose. */
export const composeSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  services: z.record(name, service),
  networks: z.record(name, z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(name, z.strictObject({})),
});

/** The file as a value. */
export type ComposeFile = z.output<typeof composeSchema>;
