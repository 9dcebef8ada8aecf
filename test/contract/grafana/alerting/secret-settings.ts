import { plain, Refusal } from '../answer.ts';
import type { Json } from './state.ts';

interface IntegrationType {
  readonly secrets: readonly string[];
  /** Settings of which one must be there. */
  readonly oneOf: readonly string[];
}

/** Types of integrations that are known here, with the settings that are secrets (9.4 docs, notifiers of Terraform). */
const types: Readonly<Record<string, IntegrationType>> = {
  email: { secrets: [], oneOf: ['addresses'] },
  slack: { secrets: ['url', 'token'], oneOf: ['url', 'token'] },
  pagerduty: { secrets: ['integrationKey'], oneOf: ['integrationKey'] },
  webhook: { secrets: ['password', 'authorization_credentials'], oneOf: ['url'] },
  opsgenie: { secrets: ['apiKey'], oneOf: ['apiKey'] },
  teams: { secrets: [], oneOf: ['url'] },
};

const redacted = '[REDACTED]';

/** Settings as replies show them. */
export const withoutSecrets = (type: string, settings: Json): Json =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      types[type]?.secrets.includes(key) ? redacted : value,
    ]),
  );

/** Settings as they are stored: a secret sent back as it was shown is the one that is stored (9.4 contactpoints.go). */
export function withSecrets(type: string, settings: Json, stored: Json = {}): Json {
  const secrets = types[type]?.secrets ?? [];
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      secrets.includes(key) && value === redacted ? (stored[key] ?? '') : value,
    ]),
  );
}

export function checkSettings(type: string, settings: Json): void {
  const known = types[type];
  if (!known)
    throw new Refusal(
      plain(400, `invalid object specification: unknown integration type '${type}'`, 'traced'),
    );
  if (known.oneOf.every((key) => typeof settings[key] !== 'string' || settings[key] === ''))
    throw new Refusal(
      plain(
        400,
        `invalid object specification: could not find ${known.oneOf.join(' or ')} in settings`,
        'traced',
      ),
    );
}
