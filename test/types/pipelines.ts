// Pipelines of Logstash: a plugin takes the options that it has, under the names that it has had since 8.8.
import { pipelines } from '#lib';

const { step } = pipelines;
const beats = {
  id: 'filebeat',
  port: 5044,
  ssl_enabled: true,
  ssl_client_authentication: 'required',
} as const;

step('beats', beats);
// says: 'ssl_verify_mode' does not exist in type
// @ts-expect-error
step('beats', { ...beats, ssl_verify_mode: 'force_peer' });
// says: "force_peer"' is not assignable to type '"none" | "optional" | "required"'
// @ts-expect-error
step('beats', { ...beats, ssl_client_authentication: 'force_peer' });

step('date', { match: ['timestamp', 'ISO8601'] });

step('mutate', { gsub: ['level', '^WARNING$', 'WARN'] });
// says: 'lowercase' does not exist in type
// @ts-expect-error
step('mutate', { lowercase: ['level'] });

// says: '"ruby"' is not assignable to parameter of type
// @ts-expect-error
step('ruby', { code: 'event.cancel' });
