import type { Privacy } from '#lib';
import { addressMark, addressPattern, secretMark, secretShapes } from '../../../catalog/secrets.ts';

const secrets = secretShapes.map(({ pattern }) => new RegExp(pattern, 'g'));
const addresses = new RegExp(addressPattern, 'g');

/**
 * Characters or words without which no shape matches. Looking for one pattern in a line that has none of them costs a tenth of
 * looking for a dozen.
 */
const hint =
  /gh[pousr]_|github_pat_|\bsk-|A[KS]IA|xox|hooks\.slack|gl(?:sa|c)_|eyJ|-----BEGIN|earer |asic |ApiKey |:\/\/|assw|ASSW|ecret|ECRET|oken|OKEN|[Aa]pi.?[Kk]ey|API_KEY/;

/** Shorter than the shortest secret that is told by its shape. */
const shortest = 8;

/** A text without the secrets that are known by their shape and, unless it is kept for who did something, without addresses. */
export function redacted(text: string, privacy: Privacy): string {
  if (text.length < shortest) return text;
  let clean = text;
  if (hint.test(text))
    for (const pattern of secrets)
      clean = clean.replace(
        pattern,
        (_, kept: unknown) => `${typeof kept === 'string' ? kept : ''}${secretMark}`,
      );
  return privacy !== 'identity' && clean.includes('@') ? clean.replace(addresses, addressMark) : clean;
}
